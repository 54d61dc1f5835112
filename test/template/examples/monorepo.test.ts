import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of a monorepo", () => {
  it("builds two services from one folder, each for its platform", async () => {
    const plan = await planOf("monorepo");
    const builds = inputsOf(plan, "docker:index/image:Image").map(({ build }) => build);
    assert.deepEqual(builds, [
      {
        context: "examples/monorepo",
        dockerfile: "examples/monorepo/services/web/Dockerfile",
        platform: "linux/arm64",
        args: { GREETING: "Welcome", SOURCE_DATE_EPOCH: "0" },
        builderVersion: "BuilderBuildKit",
      },
      {
        context: "examples/monorepo",
        dockerfile: "examples/monorepo/services/worker/Dockerfile",
        platform: "linux/amd64",
        target: "release",
        args: { SOURCE_DATE_EPOCH: "0" },
        builderVersion: "BuilderBuildKit",
      },
    ]);
  });
});
