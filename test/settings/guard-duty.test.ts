import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, prod, read } from "./reading";

const detectorId = "12abc34d567e8fa901bc2d34e56789f0";

const once =
  "needs manageDetector: true, in this one stack of the account and region: GuardDuty has one detector there.";

const cases: Case[] = [
  {
    what: "settings of a detector that isn't the stack's to set",
    config: { guardDuty: { detectorId, agents: ["ecs"] } },
    lines: [`aws-containers:guardDuty.agents ${once}`, `aws-containers:guardDuty.detectorId ${once}`],
  },
  {
    what: "what is no detector and no agent",
    config: { guardDuty: { manageDetector: true, detectorId: "detector", agents: ["fargate"] } },
    lines: [
      'aws-containers:guardDuty.agents[0] is "fargate", but must be ecs, eks or ec2.',
      'aws-containers:guardDuty.detectorId is "detector", but must be the id of a detector, 32 of 0-9 and a-f, as aws guardduty list-detectors has it.',
    ],
  },
];

describe("GuardDuty", () => {
  it("is nothing by default", async () => assert.equal((await read({})).guardDuty, undefined));

  it("leaves the detector to whoever manages it", async () =>
    assert.deepEqual((await read({ guardDuty: {} })).guardDuty, { runtimeMonitoring: true }));

  it("sets the detector where it is the stack's, protected in prod", async () => {
    const { guardDuty } = await read({ ...prod, guardDuty: { manageDetector: true, agents: ["ecs"] } });
    const detector = { runtimeMonitoring: true, agents: ["ecs"], protect: true };
    assert.deepEqual(guardDuty, { runtimeMonitoring: true, detector });
  });

  it("ends Runtime Monitoring of a detector", async () => {
    const given = { runtimeMonitoring: false, manageDetector: true, detectorId };
    const { guardDuty } = await read({ guardDuty: given });
    const detector = { runtimeMonitoring: false, detectorId, protect: false };
    assert.deepEqual(guardDuty, { runtimeMonitoring: false, detector });
  });

  if (hasPlatforms("ecs")) {
    it("warns of what it doesn't monitor", async () => {
      const services = {
        web: { image: "example.com/web:1" },
        own: { image: "example.com/own:1", compute: "managed-instances", exposure: "none" },
      };
      const { warnings } = await read({ platforms: ["ecs"], services, guardDuty: {} });
      assert.ok(
        warnings.includes(
          "aws-containers:guardDuty.runtimeMonitoring doesn't cover own: GuardDuty has no agent for Managed Instances and external instances, and clusters of AWS Batch aren't tagged.",
        ),
        warnings.join("\n"),
      );
    });
  }

  for (const { what, config, lines } of cases) {
    it(`is refused with ${what}`, async () => assert.deepEqual(await errorsOf(config), lines));
  }
});
