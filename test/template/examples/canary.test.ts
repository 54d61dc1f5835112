import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, planOf } from "./plan-of-example";

describe("the example of deployments", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("canary");
  });

  it("shifts the requests of one service, rolls the others, and leaves the task definition of one to a pipeline", () => {
    const services = plan.steps.filter(({ newState }) => newState.type === "aws:ecs/service:Service");
    assert.deepEqual(
      services
        .map(({ urn, newState: { inputs = {} } }) => [
          urn.split("::").at(-1),
          inputs.deploymentConfiguration,
          inputs.alarms,
        ])
        .map(([name, configuration, alarms]) => {
          const { strategy } = configuration as { strategy: string };
          const { enable, alarmNames } = alarms as { enable: boolean; alarmNames: string[] };
          return [name, strategy, enable, alarmNames.length];
        })
        .sort(),
      [
        ["api-service", "ROLLING", true, 2],
        ["catalog-service", "LINEAR", true, 2],
        ["checkout-service", "BLUE_GREEN", true, 3],
        ["search-service", "ROLLING", false, 0],
        ["web-service", "CANARY", true, 2],
      ],
    );
  });

  it("shifts all requests at once, or in steps of a fifth, and waits for alarms after each", () => {
    const configurationOf = (name: string) =>
      plan.steps.find(({ urn }) => urn.endsWith(`Service::${name}-service`))?.newState.inputs
        .deploymentConfiguration;
    assert.deepEqual(configurationOf("checkout"), { strategy: "BLUE_GREEN", bakeTimeInMinutes: "10" });
    assert.deepEqual(configurationOf("catalog"), {
      strategy: "LINEAR",
      bakeTimeInMinutes: "3",
      linearConfiguration: { stepPercent: 20, stepBakeTimeInMinutes: "3" },
    });
  });

  it("has the command that approves", () => {
    const { approvals } = plan.outputs as { approvals: Record<string, string> };
    assert.deepEqual(Object.keys(approvals), ["web"]);
    assert.match(String(approvals.web), /--action CONTINUE$/);
  });

  it("violates no policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });
});
