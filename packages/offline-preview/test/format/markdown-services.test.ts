import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { renderMarkdown } from "../../src/format/markdown";
import { planOf } from "../../src/in-process";
import type { PreviewConfig } from "../../src/preview-config";
import { reportOf, sampleConfig } from "./report-of";

class Site extends pulumi.ComponentResource {
  constructor(name: string, tags: Record<string, string>) {
    super("test:index:Site", name);
    new aws.s3.Bucket(`${name}-files`, { tags }, { parent: this });
  }
}

const site = (tags: Record<string, string>, name = "shop", others = 0) =>
  planOf(() => {
    new Site(name, tags);
    for (let index = 0; index < others; index++) new aws.s3.Bucket(`other${index}`);
  });

/** Tags are settings, and those in capitals variables. */
const config: PreviewConfig = {
  ...sampleConfig,
  services: (resources) =>
    resources
      .filter(({ type }) => type === "test:index:Site")
      .map(({ name, urn }) => {
        const tags = Object.entries(resources.find(({ parent }) => parent === urn)?.inputs.tags ?? {});
        const isVariable = ([key]: [string, unknown]) => /^[A-Z]/.test(key);
        return {
          name,
          platform: "S3",
          urn,
          settings: Object.fromEntries(tags.filter((tag) => !isVariable(tag))),
          environment: Object.fromEntries(tags.filter(isVariable)),
        };
      }),
};

const table = (markdown: string) =>
  markdown.split("\n").filter((line) => /^\| (?!-|finding|rule)/.test(line));

describe("the table of services", () => {
  it("stands right after the verdict, with settings, effects and cost", async () => {
    const markdown = renderMarkdown(
      reportOf(
        await site({ cpu: "512", A: "new", long: "x".repeat(100) }, "shop", 1),
        await site({ cpu: "256", old: "1", B: "1", C: "1", long: "y" }),
        config,
      ),
    );
    const [first, second, heading, rule, row] = markdown.split("\n");
    assert.match(first ?? "", /^\*\*dev: 1 to create, 1 to update; 1 unchanged \(against main\) · /);
    assert.deepEqual(
      [second, heading, rule],
      ["", "| service | platform | settings | what happens | a month |", "| --- | --- | --- | --- | --- |"],
    );
    assert.equal(
      row,
      "| <code>shop</code> | S3 | <code>cpu 256 → 512</code><br>" +
        `<code>long y → ${"x".repeat(39)}…</code><br><code>- old</code><br><code>- B</code><br><code>- C</code><br><code>+ A</code> | 1 updated in place |  |`,
    );
    assert.ok(
      markdown.includes("\n| <code>other0</code> | Bucket |  | created | +&#36;1.00 |\n"),
      table(markdown).join("\n"),
    );
    assert.ok(markdown.indexOf("<details>") > markdown.indexOf("<code>other0</code>"));
  });

  it("counts settings that it has no room for", async () => {
    const tags = (value: string) => Object.fromEntries([..."abcdefgh"].map((key) => [key, value]));
    const markdown = renderMarkdown(reportOf(await site(tags("2")), await site(tags("1")), config));
    assert.match(table(markdown)[1] ?? "", /<code>f 1 → 2<\/code><br>2 more \|/);
  });

  it("has both names of a renamed service", async () => {
    const markdown = renderMarkdown(reportOf(await site({}, "store"), await site({}), config));
    assert.equal(
      table(markdown)[1],
      "| <code>shop</code> → <code>store</code> | S3 |  | created under the new name, deleted under the old one<br>data lost: its objects |  |",
    );
    assert.match(markdown, /^shop is renamed store without an alias: /m);
  });

  it("is of components where the project names no services", async () => {
    const markdown = renderMarkdown(
      reportOf(await site({ cpu: "512" }), await site({ cpu: "256" }), sampleConfig),
    );
    assert.deepEqual(table(markdown).slice(0, 2), [
      "| component | type | settings | what happens | a month |",
      "| <code>shop</code> | Site | <code>shop-files tags.cpu 256 → 512</code> | 1 updated in place |  |",
    ]);
  });

  it("is none where nothing changes, and neither is a picture", async () => {
    const markdown = renderMarkdown(reportOf(await site({}), await site({}), config));
    assert.equal(
      markdown,
      "**dev: nothing changes; 2 unchanged (against main) · no change (&#36;1.00 a month)**\n",
    );
  });
});
