import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { pushedDigest } from "../../../components/image/pushed-digest";

describe("The digest that was pushed", () => {
  const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

  it("is in Docker's response after the repository", () => {
    assert.equal(pushedDigest("hello", `registry.example.com/hello@${digest}`), digest);
  });

  for (const answer of ["<none>@<none>", "", "registry.example.com/hello:1", `x@${digest}0`, digest]) {
    it(`is not in "${answer}"`, () => {
      assert.throws(
        () => pushedDigest("hello", answer),
        (error: unknown) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.equal(
            error.message,
            `Image "hello" was pushed, but Docker's response has no digest: it is "${answer}" instead of ` +
              "repository@sha256:…. Update Docker to version 23 or later and run `pulumi up` again.",
          );
          return true;
        },
      );
    });
  }
});
