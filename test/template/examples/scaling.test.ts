import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of scaling", () => {
  it("moves the bounds of each service at its times, and leaves them to the schedules", async () => {
    const plan = await planOf("scaling");
    assert.deepEqual(
      inputsOf(plan, "aws:appautoscaling/scheduledAction:ScheduledAction").map(
        ({ schedule, timezone, scalableTargetAction }) => [schedule, timezone, scalableTargetAction],
      ),
      [
        ["cron(0 20 ? * MON-FRI *)", "Europe/Berlin", { minCapacity: 2, maxCapacity: 6 }],
        ["cron(0 8 ? * MON-FRI *)", "Europe/Berlin", { minCapacity: 4, maxCapacity: 20 }],
        ["cron(0 19 ? * * *)", "Europe/Berlin", { minCapacity: 0, maxCapacity: 0 }],
        ["cron(0 7 ? * MON-FRI *)", "Europe/Berlin", { minCapacity: 1, maxCapacity: 2 }],
      ],
    );
    const targets = plan.steps.filter(({ newState }) => newState.type === "aws:appautoscaling/target:Target");
    assert.deepEqual(
      targets.map(({ newState }) => newState.ignoreChanges),
      [
        ["minCapacity", "maxCapacity"],
        ["minCapacity", "maxCapacity"],
      ],
    );
    assert.deepEqual(
      inputsOf(plan, "aws:appautoscaling/policy:Policy")
        .map(({ policyType }) => policyType)
        .sort(),
      [
        "PredictiveScaling",
        "StepScaling",
        "TargetTrackingScaling",
        "TargetTrackingScaling",
        "TargetTrackingScaling",
      ],
    );
  });
});
