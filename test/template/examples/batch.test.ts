import assert from "node:assert/strict";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of AWS Batch", () => {
  it("has a queue for each kind of compute and submits the array on schedule", async () => {
    const plan = await planOf("batch");
    assert.deepEqual(
      findingsIn(plan).filter(({ rule }) => rule.startsWith("batch-")),
      [],
    );
    const named = (type: string) =>
      plan.steps
        .filter(({ newState }) => newState.type === type)
        .map(({ urn }) => urn.split("::").at(-1))
        .sort();
    assert.deepEqual(named("aws:batch/jobQueue:JobQueue"), [
      "batch-fargate-on-demand",
      "batch-fargate-spot",
      "batch-gpu-spot",
    ]);
    assert.deepEqual(named("aws:batch/computeEnvironment:ComputeEnvironment"), [
      "batch-fargate-on-demand",
      "batch-fargate-spot",
      "batch-gpu-on-demand",
      "batch-gpu-spot",
    ]);
    const [schedule] = inputsOf(plan, "aws:scheduler/schedule:Schedule") as { target: { input: string } }[];
    const { ArrayProperties } = JSON.parse(schedule?.target.input ?? "{}") as { ArrayProperties?: object };
    assert.deepEqual(ArrayProperties, { Size: 50 });
    assert.deepEqual(named("aws:cloudwatch/eventRule:EventRule"), [
      "batch-blocked-queues",
      "batch-job-failures",
      "compact-event",
    ]);
    const { jobs } = plan.outputs as { jobs: Record<string, { platform: string }> };
    assert.deepEqual(
      Object.entries(jobs)
        .map(([name, { platform }]) => `${name} ${platform}`)
        .sort(),
      ["compact batch", "train batch", "transform batch"],
    );
  });
});
