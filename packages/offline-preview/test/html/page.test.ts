import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { renderHtml } from "../../src/html";
import type { View } from "../../src/html/view";
import { planOf } from "../../src/in-process";
import { filesOf, reportOf, sampleConfig } from "../format/report-of";
import { TemporaryProject } from "../preview-command";

const hostile = "</script><script>alert(1)</script><!--\"'`$\u2028\u202e";

const page = async (text: string) =>
  renderHtml(
    reportOf(
      await planOf(() => void new aws.s3.Bucket(text, { tags: { [text]: text } })),
      undefined,
      sampleConfig,
    ),
    filesOf(),
  );

const inElements = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}(?: type="([^"]*)" id="view")?>(.*?)</${tag}>`, "gs"))].map(
    ([, type, content = ""]) => ({ type, content }),
  );

describe("page", () => {
  it("runs its own script and has its own style alone, and asks for nothing", async () => {
    const html = await page("files");
    const [, policy = ""] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html) ?? [];
    const hash = (tag: string) => {
      const content = inElements(html, tag).at(-1)?.content ?? "";
      return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
    };
    assert.deepEqual(policy.split("; "), [
      "default-src 'none'",
      `script-src ${hash("script")}`,
      `style-src ${hash("style")}`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    const withoutData = html.replace(/<script type="application\/json".*?<\/script>/s, "");
    const allowed = ["http://www.w3.org/2000/svg"];
    const addresses = [...withoutData.matchAll(/https?:\/\/[^"'`\s]*/g)].map(([address]) => address);
    assert.deepEqual(
      addresses.filter((address) => !allowed.includes(address)),
      [],
    );
    assert.doesNotMatch(
      withoutData,
      / (src|on\w+)=|@import|url\((?!"?#|`)|innerHTML|insertAdjacentHTML|\beval\(/,
    );
  });

  it("has what a program says as data that no text can end", async () => {
    const html = await page(hostile);
    const [data, script] = inElements(html, "script");
    assert.equal(inElements(html, "script").length, 2);
    assert.equal(data?.type, "application/json");
    assert.doesNotMatch(data?.content ?? "", /[<\u2028\u2029]/);
    const view: View = JSON.parse(data?.content ?? "");
    assert.equal(view.resources[1]?.name, hostile);
    assert.deepEqual(view.resources[1]?.inputs, { tags: { [hostile]: hostile } });
    assert.ok(!script?.content.includes("alert(1)"));
  });

  it("is small", async () => {
    assert.ok((await page("files")).length < 150_000);
  });
});

describe("a preview without a page", () => {
  const project = new TemporaryProject({
    "index.ts": 'import * as aws from "@pulumi/aws";\nnew aws.s3.Bucket("files");\n',
  });
  after(() => project.remove());

  it("loads nothing that only a page needs", async () => {
    mkdirSync(join(project.root, "loaded"));
    const recorder = join(project.root, "record.cjs");
    writeFileSync(
      recorder,
      'process.on("exit", () => require("node:fs").writeFileSync(' +
        'require("node:path").join(__dirname, "loaded", String(process.pid)), Object.keys(require.cache).join("\\n")));\n',
    );
    const { NODE_OPTIONS } = process.env;
    process.env.NODE_OPTIONS = `${NODE_OPTIONS ?? ""} --require ${recorder}`;
    const loadedBy = async (...args: string[]) => {
      const { status, stderr } = await project.preview(...args);
      assert.equal(status, 0, stderr);
      return readdirSync(join(project.root, "loaded"))
        .flatMap((name) => readFileSync(join(project.root, "loaded", name), "utf8").split("\n"))
        .filter((file) =>
          /dagre|[\\/]src[\\/](html|watch|places|format[\\/](sarif|junit|problems))\b/.test(file),
        );
    };
    try {
      assert.deepEqual(await loadedBy(), []);
      assert.ok((await loadedBy("--format", "html")).length > 5);
    } finally {
      if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = NODE_OPTIONS;
    }
  });
});
