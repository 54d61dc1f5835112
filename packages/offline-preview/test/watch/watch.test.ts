import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { View } from "../../src/html/view";
import { TemporaryProject } from "../preview-command";
import { Watching } from "./watching";

const program = (body: string) => `
import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
const config = new pulumi.Config();
require("node:fs").writeFileSync(__dirname + "/pid.log", String(process.pid));
${body}
`;
const bucket = (size: string) => program(`new aws.s3.Bucket("files", { tags: { size: ${size} } });`);

const sizeIn = (view: View) => {
  const inputs = view.resources.find(({ name }) => name === "files")?.inputs;
  return (inputs?.tags as { size?: string } | undefined)?.size;
};
const changedIn = ({ resources, saved }: View) =>
  Object.entries(saved?.changes ?? {}).map(([index, operation]) => [
    resources[Number(index)]?.name,
    operation,
  ]);

describe("watching", () => {
  let project: TemporaryProject;
  let outside: string;
  let watching: Watching;
  before(async () => {
    outside = mkdtempSync(join(tmpdir(), "source-"));
    writeFileSync(join(outside, "a.txt"), "one");
    project = new TemporaryProject({
      "index.ts": bucket('config.get("size")'),
      "Pulumi.dev.yaml": "config:\n  sample:size: one\n",
      "preview.config.ts":
        'import { title } from "./parts/title";\n' +
        'export default { policies: (resources: { urn: string }[]) => ({ waived: [], errors: [], findings: [{ title, rule: "r", ' +
        'controls: [], url: "", severity: "low", enforcement: "advisory", message: "m", urn: resources[0]?.urn }] }) };\n',
      "parts/title.ts": 'export const title = "before";\n',
    });
    watching = await Watching.start(project);
    await watching.until((view) => sizeIn(view) === "one");
  });
  after(async () => {
    if (watching.child.exitCode === null) await watching.end();
    project.remove();
    rmSync(outside, { recursive: true });
  });

  it("plans again when the stack file is saved, and says what that changed", async () => {
    project.write("Pulumi.dev.yaml", "config:\n  sample:size: two\n");
    const view = await watching.until((each) => sizeIn(each) === "two");
    assert.deepEqual(changedIn(view), [["files", "update"]]);
  });

  it("plans again when the program is saved, in a new folder too", async () => {
    project.write("parts/deep/size.ts", 'export const size = "three";\n');
    project.write(
      "index.ts",
      program('import { size } from "./parts/deep/size";\nnew aws.s3.Bucket("files", { tags: { size } });'),
    );
    await watching.until((view) => sizeIn(view) === "three");
    project.write("parts/deep/size.ts", 'export const size = "four";\n');
    await watching.until((view) => sizeIn(view) === "four");
  });

  it("loads the project's own policies anew", async () => {
    project.write("parts/title.ts", 'export const title = "after";\n');
    await watching.until(({ findings }) => findings?.[0]?.title === "after");
  });

  it("plans again when a source folder outside of the project changes", async () => {
    const read = `require("node:fs").readFileSync(${JSON.stringify(join(outside, "a.txt"))}, "utf8")`;
    project.write(
      "index.ts",
      program(
        `new aws.s3.Bucket("files", { tags: { size: ${read} } });\n` +
          `new aws.s3.BucketObject("object", { bucket: "b", source: new pulumi.asset.FileAsset(${JSON.stringify(join(outside, "a.txt"))}) });`,
      ),
    );
    await watching.until((view) => sizeIn(view) === "one" && view.resources.length > 2);
    writeFileSync(join(outside, "a.txt"), "five");
    await watching.until((view) => sizeIn(view) === "five");
  });

  it("says where the program fails, and goes on when that is fixed", async () => {
    project.write("index.ts", 'import "@pulumi/pulumi";\nthrow new Error("broken");\n');
    const { notices, isRefused } = await watching.until((view) =>
      view.notices.some(({ kind }) => kind === "failure"),
    );
    assert.deepEqual(notices, [{ kind: "failure", text: "broken", place: "index.ts:2:7" }]);
    assert.equal(isRefused, true);
    project.write("index.ts", bucket('"six"'));
    await watching.until((view) => sizeIn(view) === "six");
  });

  it("says where a stack file is wrong, and goes on when that is fixed", async () => {
    project.write("Pulumi.dev.yaml", "config:\n  sample:size: [\n");
    const { notices } = await watching.until((view) =>
      view.notices.some(({ place }) => place?.startsWith("Pulumi.dev.yaml:")),
    );
    assert.equal(notices[0]?.kind, "failure");
    project.write("Pulumi.dev.yaml", "config: {}\n");
    project.write("index.ts", bucket('"seven"'));
    await watching.until((view) => sizeIn(view) === "seven");
  });

  it("plans what was saved last where saves follow each other", async () => {
    for (let index = 0; index < 6; index++) {
      project.write("index.ts", bucket(`"save ${index}"`));
      await setTimeout(120);
    }
    const last = await watching.until((view) => sizeIn(view) === "save 5");
    assert.equal(watching.views.at(-1), last);
  });

  it("doesn't plan again because a file was touched or written as it was", async () => {
    project.write("index.ts", bucket('"eight"'));
    await watching.until((view) => sizeIn(view) === "eight");
    const { length } = watching.views;
    project.write("index.ts", bucket('"eight"'));
    await setTimeout(1500);
    assert.equal(watching.views.length, length);
  });

  it("serves the newest page to whoever knows its address", async () => {
    const { pathname } = watching.url;
    const { status, text, headers } = await watching.ask(pathname);
    assert.equal(status, 200);
    assert.match(text, /connect-src 'self'/);
    assert.match(text, /"size":"eight"/);
    assert.equal(headers["cache-control"], "no-store");
    assert.equal(headers["content-security-policy"], "frame-ancestors 'none'");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(watching.url.hostname, "127.0.0.1");
    assert.match(pathname, /^\/[\w-]{32}\/$/);
  });

  it("refuses other names, other origins, other methods and whoever lacks the token", async () => {
    const { pathname, port } = watching.url;
    const status = async (path: string, headers = {}, method = "GET") =>
      (await watching.ask(path, headers, method)).status;
    assert.equal(await status(pathname, { host: `localhost:${port}` }), 200);
    assert.equal(await status(pathname, { host: `evil.example:${port}` }), 403);
    assert.equal(await status(pathname, { host: "127.0.0.1" }), 403);
    assert.equal(await status(`${pathname}events`, { host: `evil.example:${port}` }), 403);
    assert.equal(await status(pathname, { origin: "https://evil.example" }), 403);
    assert.equal(await status(pathname, {}, "POST"), 405);
    assert.equal(await status("/"), 403);
    assert.equal(await status(`/${"a".repeat(32)}/`), 403);
    assert.equal(await status(`/${"a".repeat(32)}/events`), 403);
    assert.equal(await status(`${pathname}package.json`), 404);
    assert.equal(await status(`${pathname}../../etc/passwd`), 403);
  });

  it("leaves nothing behind when the user ends it, not even a program that hangs", async () => {
    project.write("index.ts", program("setInterval(() => {}, 1000);"));
    const before = await project.appears("pid.log");
    let pid = before;
    while (pid === before) {
      await setTimeout(50);
      pid = await project.appears("pid.log");
    }
    const { status, stdout } = await watching.end();
    assert.equal(status, 0);
    assert.match(stdout, /^\d\d:\d\d:\d\d {2}2 to create\. 1 advisory finding$/m);
    assert.match(stdout, /^\d\d:\d\d:\d\d {2}error: index\.ts:2:7: broken$/m);
    assert.throws(() => process.kill(Number(pid), 0), { code: "ESRCH" });
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => {
      createConnection(Number(watching.url.port), "127.0.0.1").on("error", resolve);
    });
    assert.equal(error.code, "ECONNREFUSED");
  });
});

describe("watching", () => {
  it("ends at once where there is no such stack, or nothing to compare with", async () => {
    const project = new TemporaryProject({ "index.ts": bucket('"a"') });
    try {
      const { status, stderr } = await project.preview("--watch", "--stack", "nope");
      assert.equal(status, 2);
      assert.match(stderr, /^there is no stack nope/);
      const against = await project.preview("--watch", "--against", "nope");
      assert.equal(against.status, 2);
      assert.match(against.stderr, /^--against nope: /);
    } finally {
      project.remove();
    }
  });
});
