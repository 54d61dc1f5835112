import assert from "node:assert/strict";
import { RuntimeMonitoring, type RuntimeMonitoringArgs } from "../../../components/monitoring";
import { planOf } from "../../support/plan";

const detectorId = "12abc34d567e8fa901bc2d34e56789f0";

const planOfMonitoring = (args?: RuntimeMonitoringArgs) =>
  planOf(() => ({ detectorId: new RuntimeMonitoring("guard-duty", args).detectorId }));

const configurations = (...enabled: string[]) =>
  ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"].map((name) => ({
    name,
    status: enabled.includes(name) ? "ENABLED" : "DISABLED",
  }));

describe("RuntimeMonitoring", () => {
  it("is a detector whose agents are those of tagged clusters", async () => {
    const plan = await planOfMonitoring({ protect: true });
    const detector = plan.resource("guard-duty-detector");
    assert.deepEqual([detector.inputs, detector.protect], [{ enable: true }, true]);
    assert.deepEqual(plan.resource("guard-duty-runtime-monitoring").inputs, {
      detectorId: detector.id,
      name: "RUNTIME_MONITORING",
      status: "ENABLED",
      additionalConfigurations: configurations(),
    });
    assert.deepEqual(plan.outputs, { detectorId: detector.id });
  });

  it("sets a detector that exists, with the agents of the account", async () => {
    const plan = await planOfMonitoring({ detectorId, agents: ["ecs", "ec2"] });
    assert.deepEqual(plan.resources.map(({ type }) => type).sort(), [
      "aws-containers:monitoring:RuntimeMonitoring",
      "aws:guardduty/detectorFeature:DetectorFeature",
    ]);
    const { inputs } = plan.resource("guard-duty-runtime-monitoring");
    assert.deepEqual(
      [inputs.detectorId, inputs.additionalConfigurations],
      [detectorId, configurations("ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT")],
    );
  });

  it("ends with all of its agents", async () => {
    const plan = await planOfMonitoring({ detectorId, agents: ["ecs"], runtimeMonitoring: false });
    const { inputs } = plan.resource("guard-duty-runtime-monitoring");
    assert.deepEqual([inputs.status, inputs.additionalConfigurations], ["DISABLED", configurations()]);
  });

  it("refuses what is no id of a detector", () => {
    assert.throws(() => new RuntimeMonitoring("guard-duty", { detectorId: "detector" }), {
      message:
        'Invalid arguments for RuntimeMonitoring "guard-duty":\n  - detectorId is "detector": must be the id of a detector, 32 of 0-9 and a-f, as aws guardduty list-detectors has it',
    });
  });
});
