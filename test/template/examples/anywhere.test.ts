import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of ECS Anywhere", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("anywhere");
  });

  it("runs one service on external instances, and one on Fargate", () => {
    const services = inputsOf(plan, "aws:ecs/service:Service");
    assert.deepEqual(services.map(({ launchType }) => launchType ?? "").sort(), ["", "EXTERNAL"]);
    const modes = inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition").map(
      ({ networkMode }) => networkMode,
    );
    assert.deepEqual(modes.sort(), ["awsvpc", "bridge"]);
  });

  it("meets the policies on ECS and IAM", () => {
    const found = findingsIn(plan).filter(({ rule }) => /^(ecs|iam)/.test(rule));
    assert.deepEqual(found, []);
  });
});
