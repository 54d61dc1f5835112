import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { sectionNames } from "../../settings/sections";

describe("changes of a deployed stack", () => {
  it("are played for every section of the settings", () => {
    const files = readdirSync(__dirname);
    assert.deepEqual(
      sectionNames.filter((name) => !files.includes(`${name}.test.ts`)),
      [],
      "test/transitions has no file of these sections",
    );
  });
});
