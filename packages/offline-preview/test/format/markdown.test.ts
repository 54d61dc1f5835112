import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { renderMarkdown } from "../../src/format/markdown";
import { planOf, RecordedPlan } from "../../src/in-process";
import { sideOf } from "../diff/two-plans";
import { reportOf, sampleConfig } from "./report-of";

function write(head: RecordedPlan, base?: RecordedPlan): string {
  return renderMarkdown(reportOf(head, base, sampleConfig));
}

/** Buckets that are all alike; only the first is really registered, which takes a while. */
async function buckets(tags: Record<string, string>, count = 1, name = "files"): Promise<RecordedPlan> {
  const plan = await planOf(() => void new aws.s3.Bucket(`${name}0`, { tags }));
  const [first] = plan.resources;
  const resources = Array.from({ length: first === undefined ? 0 : count }, (_, index) => ({
    ...plan.resource(`${name}0`),
    urn: `${first?.urn.slice(0, -1)}${index}`,
    name: `${name}${index}`,
  }));
  return new RecordedPlan(resources, plan.outputs, plan.diagnostics, plan.root);
}

/** What is left of a text without its blocks of code. */
function outsideOfBlocks(markdown: string): string {
  return markdown.replace(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, "");
}

describe("markdown", () => {
  it("says in its first line what happens, what it costs and what was found", async () => {
    const first = write(await buckets({ a: "2" }, 2), await buckets({ a: "1" })).split("\n", 1)[0];
    assert.equal(
      first,
      "**dev: 1 to create, 1 to update; 0 unchanged (against main) · +&#36;1.00 a month (&#36;1.00 → &#36;2.00)**",
    );
    assert.match(write(await buckets({})), /^\*\*dev: 2 to create · &#36;1\.00 a month\*\*\n/);
    assert.match(
      write(await buckets({ a: "strict" })),
      /^\*\*dev: 2 to create\. Not allowed: 1 mandatory finding · &#36;1\.00 a month\*\*\n/,
    );
  });

  it("warns before all else of what is lost", async () => {
    const [, , alert, refusal, warning] = write(await planOf(() => undefined), await buckets({})).split("\n");
    assert.equal(alert, "> [!CAUTION]");
    assert.equal(
      refusal,
      "> - AWS will refuse this: the delete of files0 (aws:s3:Bucket), because it holds objects, and its forceDestroy is off " +
        "(BucketNotEmpty); turn forceDestroy on in an update of its own first, or delete the objects",
    );
    assert.equal(
      warning,
      "> - files0 (aws:s3:Bucket) is DELETED, and with it its objects (without forceDestroy, AWS refuses as long as it holds anything)",
    );
  });

  it("shows changed properties", async () => {
    const markdown = write(await buckets({ a: "2" }), await buckets({ a: "1" }));
    assert.match(
      markdown,
      /^\| ~ update \| <code>files0<\/code> \| <code>aws:s3:Bucket<\/code> \| <code>tags<\/code> \|$/m,
    );
    assert.match(markdown, /```diff\n- tags\.a: 1\n\+ tags\.a: 2\n```/);
  });

  const hostile =
    "```\n</details> | @everyone #1 <img src=x onerror=alert(1)> [x](https://evil.example) $a$ www.evil.example";

  it("lets no value be markup, a mention or a link", async () => {
    const markdown = write(await buckets({ a: hostile }), await buckets({ a: "1" }));
    assert.match(markdown, /^````diff$/m);
    assert.doesNotMatch(outsideOfBlocks(markdown), /@everyone|<img|evil/);
  });

  it("lets no name be markup, a mention or a link", async () => {
    const markdown = write(await buckets({}, 1, hostile), await planOf(() => undefined));
    const text = outsideOfBlocks(markdown);
    assert.doesNotMatch(text, /@everyone|<img|\]\(|https:\/\/|www\.evil|\$a\$/);
    assert.equal(text.match(/<\/details>/g)?.length, text.match(/<details>/g)?.length);
  });

  it("stays below what a comment holds, and counts what it leaves out", async () => {
    const large = { text: "x".repeat(5_000), "@b": "`".repeat(3_000) };
    const markdown = write(await buckets(large, 220), await buckets({}, 220));
    assert.ok(markdown.length < 65_536, String(markdown.length));
    assert.match(markdown, /^… and \d+ resources' details left out$/m);
    assert.match(markdown, /^… and \d+ changed resources left out$/m);
    assert.match(markdown, /… \(\d+ characters more\)/);
    assert.equal(markdown.match(/<\/details>/g)?.length, markdown.match(/<details>/g)?.length);
    assert.ok(markdown.endsWith("</details>\n"));
  });

  it("says that the program failed, whatever it says", async () => {
    const { plan, labels } = sideOf(await planOf(() => undefined));
    const failures = [{ message: hostile }, { message: "y".repeat(100_000) }];
    const markdown = renderMarkdown({ plan, labels, config: {}, failures });
    assert.match(markdown, /^\*\*dev: the program failed\*\*\n\n````text\n/);
    assert.ok(markdown.length < 65_536);
    assert.match(markdown, /… and 1 messages left out/);
  });
});
