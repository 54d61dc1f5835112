import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of instances of ECS", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("instances");
  });

  it("has groups On-Demand and on Spot of arm64 and of GPUs, with the types for them", () => {
    const types = inputsOf(plan, "aws:autoscaling/group:Group").map(({ mixedInstancesPolicy }) =>
      JSON.stringify(mixedInstancesPolicy).match(/[a-z0-9]+\.x?large/g),
    );
    const arm = ["m7g.large", "m6g.large"];
    const gpu = ["g4dn.xlarge", "g5.xlarge"];
    assert.deepEqual(types.sort(), [gpu, gpu, arm, arm]);
  });

  it("runs each service where it says", () => {
    const compatible = inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition").map(
      ({ requiresCompatibilities }) => String(requiresCompatibilities),
    );
    assert.deepEqual(compatible.sort(), ["EC2", "EC2", "EC2", "EC2", "FARGATE"]);
  });

  it("has one service in Docker's network, on one type of instances", () => {
    const [search, ...others] = inputsOf(plan, "aws:ecs/service:Service").filter(
      ({ networkConfiguration }) => networkConfiguration === undefined,
    );
    assert.deepEqual(others, []);
    assert.deepEqual(search?.placementConstraints, [
      { type: "memberOf", expression: "attribute:ecs.instance-type in [m7g.large]" },
    ]);
    const targets = inputsOf(plan, "aws:lb/targetGroup:TargetGroup").map(({ targetType }) => targetType);
    assert.deepEqual(targets.sort(), ["instance", "ip", "ip"]);
  });

  it("meets the policies on instances", () => {
    const found = findingsIn(plan).filter(({ rule }) => /^(ec2|autoscaling|ecs-managed)/.test(rule));
    assert.deepEqual(found, []);
  });
});
