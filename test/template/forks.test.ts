import assert from "node:assert/strict";
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

for (const [title, headings] of Object.entries(forks)) {
  describe(`a fork ${title}`, () => {
    let fork: Fork;
    before(() => {
      fork = new Fork();
      fork.follow(...headings);
    });
    after(() => fork.remove());

    it("passes npm test", () => {
      fork.run("npm", "test");
    }).timeout(300_000);

    it("plans its stacks", () => {
      const text = fork.run("npm", "run", "--silent", "preview");
      assert.match(text, /\b\d+ to create/);
    });
  });
}
