import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Tab } from "../../../packages/offline-preview/test/browser/browser";
import { countOf, Pages } from "../../../packages/offline-preview/test/browser/pages";

const root = join(__dirname, "..", "..", "..");
/** Where the pages and their pictures stay, to be looked at. */
const folder = join(tmpdir(), "pictures");

const megabyte = 1_000_000;

/** The page of a stack, as the command writes it. */
function pageOf(name: string, ...args: string[]): string {
  const preview = join(root, "node_modules", "pulumi-offline-preview", "bin", "pulumi-offline-preview.cjs");
  const { stdout: html, stderr } = spawnSync(process.execPath, [preview, "--format", "html", ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * megabyte,
  });
  // A plan with findings has its page too.
  assert.ok(html.length > 0, stderr);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html);
  return file;
}

/** A stack file that changes, replaces, adds and takes away something of dev. */
function changedStack(): string {
  const file = join(folder, "changed.yaml");
  mkdirSync(folder, { recursive: true });
  const settings = {
    "aws:region": "us-east-1",
    "aws-containers:tier": "dev",
    "aws-containers:platforms": ["ecs", "eks"],
    "aws-containers:registry": { encryption: "kms" },
    "aws-containers:services": {
      hello: { source: "./app", memory: 1024, calls: ["orders"] },
      orders: { source: "./app", exposure: "internal" },
    },
  };
  writeFileSync(file, JSON.stringify({ config: settings }));
  return file;
}

/** Boxes of which neither is in the other, and that overlap all the same. */
function overlapping(tab: Tab): Promise<string[]> {
  return tab.value(`(() => {
    const boxes = [...document.querySelectorAll(".box.unit, .box.group:not(.open), .box.internet")].map((each) => ({
      name: each.textContent, ...each.getBoundingClientRect().toJSON() }));
    return boxes.flatMap((a, index) => boxes.slice(index + 1).flatMap((b) =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom ? [a.name + " and " + b.name] : []));
  })()`);
}

/** Boxes that an arrow passes through, though it neither begins nor ends there. */
function crossed(tab: Tab): Promise<string[]> {
  return tab.value(`(() => {
    const boxes = [...document.querySelectorAll(".box.unit:not(.open), .box.group:not(.open)")].map((each) => ({
      name: each.textContent, ...each.getBoundingClientRect().toJSON() }));
    return [...document.querySelectorAll(".arrow")].flatMap((arrow) => {
      const length = arrow.getTotalLength();
      const toScreen = arrow.getScreenCTM();
      const at = (place) => arrow.getPointAtLength(place).matrixTransform(toScreen);
      const isAt = ({ x, y }, box, margin) =>
        x > box.left - margin && x < box.right + margin && y > box.top - margin && y < box.bottom + margin;
      const ends = [at(0), at(length)];
      const points = Array.from({ length: Math.ceil(length / 4) }, (_, index) => at(index * 4));
      return boxes.filter((box) => !ends.some((end) => isAt(end, box, 8)) && points.some((point) => isAt(point, box, -1)))
        .map(({ name }) => name);
    });
  })()`);
}

describe("pictures of the shipped stacks", () => {
  const pages = Pages.inSuite();
  const stacks: [name: string, ...args: string[]][] = [
    ["dev"],
    ["prod", "--stack", "prod"],
    ...readdirSync(join(root, "examples"))
      .flatMap((file) => /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1] ?? [])
      .map((name): [string, ...string[]] => [name, "--config-file", `examples/Pulumi.${name}.yaml`]),
    ["difference", "--config-file", changedStack(), "--against", "HEAD"],
  ];

  for (const [name, ...args] of stacks) {
    it(`${name} can be drawn`, async () => {
      const file = pageOf(name, ...args);
      assert.ok(statSync(file).size < megabyte);
      for (const dark of [false, true]) {
        const tab = await pages.visit(pathToFileURL(file).href, { width: 1600, height: 1000, dark });
        await tab.screenshot(join(folder, `${name}${dark ? "-dark" : ""}.png`));
        if (dark) continue;
        assert.deepEqual(await overlapping(tab), []);
        assert.deepEqual(await crossed(tab), []);
        assert.ok((await countOf(tab, ".box")) > 1);
        await tab.click(".controls button", "Unfold");
        assert.deepEqual(await overlapping(tab), []);
        assert.deepEqual(tab.errors, []);
        assert.equal(tab.requests.length, 1);
      }
      const phone = await pages.visit(pathToFileURL(file).href, { width: 360, height: 780 });
      await phone.screenshot(join(folder, `${name}-360.png`));
      assert.ok(await phone.value("document.documentElement.scrollWidth <= 360"));
    });
  }

  after(() => console.log(`    the pictures are in ${folder}`));
});
