import assert from "node:assert/strict";
import type { Scaling } from "../../components/scaling";
import { validateScalingPlan } from "../../components/scaling-validation";
import { scalingScheduleError, scalingScheduleForms } from "../../facts/schedule-expressions";

const refused = (scaling: Scaling) => validateScalingPlan({ min: 1, max: 4, cpuPercent: 60, ...scaling });
const morning = { at: "cron(0 8 * * ? *)", min: 1, max: 4 };

describe("a plan of scaling", () => {
  it("is accepted at its limits", () => {
    assert.deepEqual(
      refused({
        schedules: [
          { at: "cron(0 20 * * ? *)", min: 0, max: 0 },
          { ...morning, timezone: "Europe/Berlin" },
          morning,
          { at: "at(2028-02-29T23:59:59)", max: 5000 },
        ],
        steps: [
          { metric: "cpu", above: 99, add: 1000 },
          { metric: "memory", below: 1, add: -1000 },
        ],
        predictive: "scale",
        scaleInCooldownSeconds: 0,
        scaleOutCooldownSeconds: 3600,
      }),
      [],
    );
  });

  it("is refused for each error in a schedule, all at once", () => {
    assert.deepEqual(
      refused({
        schedules: [
          { at: "rate(1 day)", min: 2 },
          { at: "cron(61 8 * * ? *)", min: 2, timezone: "Mars/Base" },
          { at: "at(2026-02-30T00:00:00)", min: 2 },
          { at: "cron(0 1 * * ? *)" },
          { at: "cron(0 2 * * ? *)", min: 5 },
          { at: "cron(0 3 * * ? *)", max: 1 },
          { at: "cron(0 4 * * ? *)", min: 3, max: 2 },
          { at: "cron(0 5 * * ? *)", min: 0 },
          { at: "cron(0 5 * * ? *)", min: -1, max: 5001 },
        ],
      }),
      [
        "service.scaling.schedules[8].min is -1: must be a whole number from 0 to 5000",
        "service.scaling.schedules[8].max is 5001: must be a whole number from 0 to 5000",
        `service.scaling.schedules[0].at is "rate(1 day)": must be ${scalingScheduleForms}`,
        'service.scaling.schedules[1].at is "cron(61 8 * * ? *)": has "61" for minutes: must be from 0 to 59, with , - / and *',
        'service.scaling.schedules[1].timezone is "Mars/Base": must be a time zone of the IANA database, such as Europe/Berlin',
        'service.scaling.schedules[2].at is "at(2026-02-30T00:00:00)": has "2026-02-30T00:00:00": must be a time that exists',
        'service.scaling.schedules[8].at is "cron(0 5 * * ? *)", as that of schedules[7]: must be another time',
        "service.scaling.schedules[0].min is 2: must be at most 1, which max may be then",
        "service.scaling.schedules[1].min is 2: must be at most 1, which max may be then",
        "service.scaling.schedules[2].min is 2: must be at most 1, which max may be then",
        "service.scaling.schedules[3] has neither min nor max: must have one of them",
        "service.scaling.schedules[4].min is 5: must be at most 1, which max may be then",
        "service.scaling.schedules[5].max is 1: must be at least 5, which min may be then, or have a min beside it",
        "service.scaling.schedules[6].min is 3: must be at most 2, which max is then",
        "service.scaling.schedules[7].min is 0: must be 1 or more, or max 0 too: without a task there is no CPU, memory or request that could start one",
      ],
    );
  });

  it("is refused where nothing starts again what a schedule stops", () => {
    const stop = { at: "cron(0 20 * * ? *)", min: 0, max: 0 };
    assert.deepEqual(refused({ schedules: [stop] }), [
      "service.scaling.schedules has a schedule that stops the service, and none that starts it: must have one with both min and max above 0",
    ]);
    assert.deepEqual(refused({ schedules: [stop, morning] }), []);
    const backlog = { queueName: "events", messagesPerTask: 10 };
    const waiting = { ...morning, min: 0 };
    assert.deepEqual(refused({ min: 0, backlog, schedules: [stop, waiting] }), []);
    assert.equal(refused({ min: 0, backlog, schedules: [stop] }).length, 1);
  });

  it("is refused for each error in a step, all at once", () => {
    assert.deepEqual(
      refused({
        steps: [
          { metric: "cpu", add: 1 },
          { metric: "cpu", above: 85, below: 25, add: 1 },
          { metric: "cpu", above: 80, add: -1 },
          { metric: "cpu", above: 80, add: 0.5 },
          { metric: "cpu", below: 20, add: -1 },
          { metric: "memory", above: 70, add: 1 },
          { metric: "memory", below: 70, add: 1 },
          { metric: "memory", above: 100, add: 1001 },
        ],
      }),
      [
        "service.scaling.steps[3].add is 0.5: must be a whole number from -1000 to 1000",
        "service.scaling.steps[7].above is 100: must be a whole number from 1 to 99",
        "service.scaling.steps[7].add is 1001: must be a whole number from -1000 to 1000",
        "service.scaling.steps[0] has neither above nor below: must have one of them",
        "service.scaling.steps[1] has both above and below: must have one of them",
        "service.scaling.steps[2].add is -1: must be above 0 with above",
        "service.scaling.steps[3].above is 80, as that of steps[2]: must be another one, or one of the two left out",
        "service.scaling.steps[4].below removes tasks by cpu, which the target of cpuPercent does too: must be left out, or cpuPercent",
        "service.scaling.steps[6].add is 1: must be below 0 with below",
        "service.scaling.steps[6].below is 70: must be below 70, above which tasks are added",
      ],
    );
  });

  it("is refused where it has no effect", () => {
    const steps = [{ metric: "memory" as const, above: 80, add: 1 }];
    assert.deepEqual(refused({ min: 2, max: 2, steps, predictive: "scale" }), [
      "service.scaling.steps has no effect where min equals max: must be left out, or max above min",
      "service.scaling.predictive has no effect where min equals max: must be left out, or max above min",
    ]);
    const fixed = { at: "cron(0 8 * * ? *)", min: 4, max: 4 };
    assert.deepEqual(refused({ min: 2, max: 2, steps, schedules: [fixed] }), [
      "service.scaling.steps has no effect where min equals max: must be left out, or max above min",
    ]);
    assert.deepEqual(refused({ min: 2, max: 2, steps, schedules: [{ ...fixed, max: 8 }] }), []);
    assert.deepEqual(validateScalingPlan({ min: 1, max: 4, predictive: "scale" }), [
      "service.scaling.predictive has no target to forecast for: must be left out, or have cpuPercent, memoryPercent or requestsPerTask beside it",
    ]);
  });

  it("is refused beyond what AWS and Kubernetes allow", () => {
    const schedules = Array.from({ length: 201 }, (_, index) => ({
      at: `cron(${index % 60} ${Math.floor(index / 60)} * * ? *)`,
      min: 1,
    }));
    const steps = Array.from({ length: 21 }, (_, index) => ({
      metric: "cpu" as const,
      above: index + 1,
      add: 1,
    }));
    assert.deepEqual(
      refused({ schedules, steps, scaleInCooldownSeconds: -1, scaleOutCooldownSeconds: 3601 }),
      [
        "service.scaling.schedules has 201: must be at most 200",
        "service.scaling.steps has 21: must be at most 20",
        "service.scaling.scaleInCooldownSeconds is -1: must be a whole number from 0 to 3600",
        "service.scaling.scaleOutCooldownSeconds is 3601: must be a whole number from 0 to 3600",
      ],
    );
  });

  it("is EventBridge's, which the error names for a cron of elsewhere", () => {
    assert.equal(
      scalingScheduleError("0 8 * * 1-5"),
      "must be cron(0 8 ? * MON-FRI *) in the syntax of EventBridge",
    );
  });

  it("is judged in no time, however long its times are", () => {
    for (const hostile of [`at(${"2".repeat(100_000)})`, `cron(${"1,".repeat(100_000)} 2 * * ? *)`]) {
      assert.ok(scalingScheduleError(hostile));
    }
  });
});
