import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of alarms", () => {
  it("reports everything to one encrypted topic, and has as many metrics as its page says", async () => {
    const plan = await planOf("alarms");
    const [topic, ...others] = inputsOf(plan, "aws:sns/topic:Topic");
    assert.deepEqual(others, []);
    assert.match(String(topic?.kmsMasterKeyId), /^arn:aws:kms:eu-central-1:000000000000:key\//);
    const notified = inputsOf(plan, "aws:cloudwatch/metricAlarm:MetricAlarm").map(
      ({ alarmActions }) => alarmActions,
    );
    const topics = notified.flat().filter((arn) => String(arn).startsWith("arn:aws:sns:"));
    // Six of the service, three of the worker, two of the queue, and that of the job's schedule.
    assert.deepEqual([topics.length, new Set(topics).size], [12, 1]);
    assert.deepEqual(
      inputsOf(plan, "aws:cloudwatch/eventTarget:EventTarget").map(({ arn }) => arn),
      [topics[0], topics[0], topics[0]],
    );
    const ofWeb = plan.steps.filter(({ urn }) => /Alarms\$aws:cloudwatch.*::web-/.test(urn));
    const metrics = ofWeb.map(({ newState: { inputs } }) => {
      const queries = (inputs?.metricQueries ?? []) as { metric?: object }[];
      return Math.max(1, queries.filter(({ metric }) => metric).length);
    });
    assert.equal(
      metrics.reduce((one, other) => one + other),
      8,
    );
  });

  it("has GuardDuty monitor its cluster, by the detector of the account", async () => {
    const plan = await planOf("alarms");
    const [feature] = inputsOf(plan, "aws:guardduty/detectorFeature:DetectorFeature");
    assert.deepEqual([feature?.name, feature?.status], ["RUNTIME_MONITORING", "ENABLED"]);
    const [cluster] = inputsOf(plan, "aws:ecs/cluster:Cluster");
    assert.deepEqual(cluster?.tags, { GuardDutyManaged: "true" });
  });
});
