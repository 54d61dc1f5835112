import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

describe("On Windows", () => {
  for (const file of ["package.json", "packages/offline-preview/package.json"]) {
    it(`the scripts of ${file} are what cmd.exe, which npm runs them with, reads as a shell does`, () => {
      const { scripts } = JSON.parse(readFileSync(join(root, file), "utf8")) as {
        scripts: Record<string, string>;
      };
      // No single quotes, variables, substitutions or other separators, and no program that only a shell has.
      const others = Object.entries(scripts).filter(
        ([, script]) =>
          /['$`;|<>]|(^|[^&])&([^&]|$)/.test(script) ||
          script
            .split("&&")
            .some((command) => /^\s*(\w+=|(rm|cp|mv|cat|test|export|sh|bash)\b)/.test(command)),
      );
      assert.deepEqual(others, []);
    });
  }

  it("a checkout has the line endings that tags of images and snapshots are made from", () => {
    assert.match(readFileSync(join(root, ".gitattributes"), "utf8"), /^\* text=auto eol=lf$/m);
  });
});
