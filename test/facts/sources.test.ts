import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const facts = join(__dirname, "..", "..", "facts");
const files = readdirSync(facts).filter((file) => file.endsWith(".ts"));

/** The lines that name a source, and no day on which it was read. */
function withoutDay(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line.includes("@see ") && !/https:\/\/.* \(.*read \d{4}-\d\d-\d\d\)/.test(line));
}

describe("A file of facts", () => {
  it("names a source, and the day on which it was read", () => {
    assert.ok(files.length > 50);
    for (const file of files) {
      const text = readFileSync(join(facts, file), "utf8");
      assert.match(text, /https:\/\//, `facts/${file}`);
      assert.match(text, /\b\d{4}-\d\d-\d\d\b/, `facts/${file}`);
      assert.deepEqual(withoutDay(text), [], `facts/${file}`);
    }
  });

  it("is judged by each of its sources", () => {
    const source = "/** @see https://docs.aws.amazon.com/a.html";
    assert.deepEqual(withoutDay(`${source} (read 2026-11-22) */`), []);
    assert.deepEqual(withoutDay(`${source} */`), [`${source} */`]);
  });
});
