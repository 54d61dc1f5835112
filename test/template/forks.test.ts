import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Fork } from "./fork";

/** What a fork does, as docs/make-it-yours.md says it: the headings whose commands are run, one after the other. */
const forks: Record<string, string[]> = {
  "with its own stack files, its own service in Python and its own name": [
    "Edit the stack files",
    "Replace the service",
    "Rename the project",
  ],
  "without EKS": ["Remove EKS"],
  "without ECS": ["Remove ECS"],
  "without AWS Batch": ["Remove AWS Batch"],
  "without policies": ["Remove the policies"],
  "with the preview from a tarball": ["Take the preview from npm"],
};

/** What holds a fork to its tests: all of them, or where little depends on what it removes, those that do. */
const tests: Record<string, string[][]> = {
  "without AWS Batch": [
    ["npm", "run", "types"],
    ["npm", "run", "lint"],
    [
      "npx",
      "mocha",
      "test/imports.test.ts",
      "test/settings/*.test.ts",
      "test/transitions/jobs.test.ts",
      "test/policies/**/*.test.ts",
    ],
  ],
};

for (const [title, headings] of Object.entries(forks)) {
  describe(`a fork ${title}`, () => {
    let fork: Fork;
    before(() => {
      fork = new Fork();
      fork.follow(...headings);
    });
    after(() => fork.remove());

    it("passes its tests", () => {
      for (const [program = "", ...args] of tests[title] ?? [["npm", "test"]]) fork.run(program, ...args);
    }).timeout(900_000);

    if (headings.includes("Remove AWS Batch")) {
      it("keeps no example of what it removed", () => {
        const examples = readdirSync(join(fork.root, "examples")).filter((file) =>
          /^Pulumi\..*\.yaml$/.test(file),
        );
        assert.ok(examples.length > 0);
        const ofBatch = examples.filter((file) =>
          /\bplatforms: .*\bbatch\b/.test(readFileSync(join(fork.root, "examples", file), "utf8")),
        );
        assert.deepEqual(ofBatch, []);
      });
    }

    it("plans its stacks", () => {
      const text = fork.run("npm", "run", "--silent", "preview");
      assert.match(text, /\b\d+ to create/);
    });
  });
}
