import assert from "node:assert/strict";
import { input, inside } from "../../costs/priced-plan";
import { figures, output, resource, secret, unknown } from "./a-plan";

describe("the inputs of a priced resource", () => {
  it("are taken out of secrets and outputs, at every level", () => {
    const one = resource("aws:lb/loadBalancer:LoadBalancer", "web", {
      a: output(secret({ b: secret([output({ c: 7 })]) })),
    });
    assert.equal(input(one, "a", "b", 0, "c"), 7);
    assert.deepEqual(figures({ ...one, inputs: { subnets: secret(["subnet-1", "subnet-2"]) } }), [
      ["load-balancer", 1, 16.43],
      ["load-balancer-address", 2, 7.3],
    ]);
  });

  it("are undefined where they are unknown, hidden or absent", () => {
    for (const value of [unknown, "[unknown]", "[secret]", secret(unknown), undefined]) {
      assert.equal(inside({ value }, "value"), undefined);
      assert.equal(inside({ value }, "value", "deeper"), undefined);
    }
    assert.equal(inside({}, "constructor"), undefined);
    assert.equal(input({ ...resource("aws:kms/key:Key", "key"), inputs: null }, "region"), undefined);
    for (const kept of ["[known]", "secret", ""]) assert.equal(inside({ kept }, "kept"), kept);
  });
});
