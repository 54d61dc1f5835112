import assert from "node:assert/strict";
import { relative } from "node:path";
import { staleFiles } from "../../settings/write-documents";

describe("what is generated from the settings", () => {
  it("is up to date: the JSON Schema of stack files, and docs/settings.md", () => {
    const stale = staleFiles().map(({ file }) => relative(process.cwd(), file));
    assert.deepEqual(stale, [], "run npm run schema");
  });
});
