import assert from "node:assert/strict";
import { MockOutputs } from "../../src/mock-outputs";

describe("mock results of functions", () => {
  const mocks = new MockOutputs({ project: "sample", stack: "dev" }, "eu-central-1");

  it("are in the region that is asked, or the stack's", () => {
    const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
    assert.deepEqual(mocks.ofInvoke(token, {})?.names, ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
    assert.deepEqual(mocks.ofInvoke(token, {}, "us-west-2")?.zoneIds, [
      "us-west-2-az1",
      "us-west-2-az2",
      "us-west-2-az3",
    ]);
  });

  it("of YAML are its objects, as the Kubernetes provider reads them", () => {
    const text = "kind: A\nspec: { x: [1, true] }\n---\n---\nkind: B\n";
    assert.deepEqual(mocks.ofInvoke("kubernetes:yaml:decode", { text }), {
      result: [{ kind: "A", spec: { x: [1, true] } }, { kind: "B" }],
    });
  });

  it("are unknown where nothing describes them", () => {
    assert.equal(mocks.ofInvoke("nobody:index:getNothing", {}), undefined);
  });
});
