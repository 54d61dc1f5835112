import assert from "node:assert/strict";
import { errorsOf, hasPlatforms, prod, read } from "./reading";

const ecs = { platforms: ["ecs"] };
const scalingOf = (scaling: object, config: object = ecs) =>
  read({ ...config, services: { hello: { scaling } } }).services.hello?.scaling;
const refused = (scaling: object, config: object = ecs, secrets: string[] = []) =>
  errorsOf({ ...config, services: { hello: { scaling } } }, secrets);
const at = "aws-containers:services.hello.scaling";
const morning = { at: "cron(0 8 ? * MON-FRI *)", min: 1, max: 4, timezone: "Europe/Berlin" };

(hasPlatforms("ecs") ? describe : describe.skip)("scaling in a stack file", () => {
  it("gives a service what it says", () => {
    const scaling = {
      min: 1,
      max: 4,
      cpuPercent: 50,
      schedules: [morning],
      steps: [{ metric: "cpu", above: 80, add: 2 }],
      predictive: "forecast",
      scaleInCooldownSeconds: 600,
      scaleOutCooldownSeconds: 0,
    };
    assert.deepEqual(scalingOf(scaling), scaling);
  });

  it("has no default target of the CPU where steps remove tasks by it", () => {
    const steps = [
      { metric: "cpu", above: 80, add: 2 },
      { metric: "cpu", below: 20, add: -1 },
    ];
    assert.deepEqual(scalingOf({ steps }), { min: 1, max: 4, steps });
    assert.deepEqual(refused({ steps, cpuPercent: 60 }), [
      `${at}.steps[1].below removes tasks by cpu, which the target of cpuPercent does too, but must be left out, or cpuPercent.`,
    ]);
  });

  it("can't go to zero, and says why", () => {
    assert.deepEqual(refused({ min: 0 }), [
      `${at}.min is 0, but must be a whole number from 1 to 5000. Without a replica there is no CPU, memory or request that could start one.`,
    ]);
    assert.deepEqual(refused({ schedules: [{ ...morning, min: 0 }] }), [
      `${at}.schedules[0].min is 0, but must be 1 or more, or max 0 too: without a task there is no CPU, memory or request that could start one.`,
    ]);
  });

  it("is refused for all errors at once", () => {
    assert.deepEqual(
      refused({
        max: 2,
        schedules: [
          { at: "rate(1 day)", min: 1, timezone: "Europe/Atlantis" },
          { at: "cron(0 8 * * ? *)", min: 3 },
          { at: "cron(0 9 * * ? *)" },
        ],
        steps: [{ metric: "cpu", above: 80, add: -2 }],
        predictive: "guess",
        scaleInCooldownSeconds: 3601,
      }),
      [
        `${at}.predictive is "guess", but must be forecast or scale.`,
        `${at}.scaleInCooldownSeconds is 3601, but must be a whole number from 0 to 3600.`,
        `${at}.schedules[0].at is "rate(1 day)", but must be cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with ? for one of the days, such as cron(0 8 ? * MON-FRI *), or once at(YYYY-MM-DDTHH:MM:SS).`,
        `${at}.schedules[0].timezone is "Europe/Atlantis", but must be a time zone of the IANA database, such as Europe/Berlin.`,
        `${at}.schedules[1].min is 3, but must be at most 2, which max may be then.`,
        `${at}.schedules[2] has neither min nor max, but must have one of them.`,
        `${at}.steps[0].add is -2, but must be above 0 with above.`,
      ],
    );
  });

  it("needs the time of a schedule, and the metric of a step", () => {
    assert.deepEqual(refused({ schedules: [{ min: 1 }], steps: [{ above: 80, add: 1 }] }), [
      `${at}.schedules[0].at is missing: it must be cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with ? for one of the days, such as cron(0 8 ? * MON-FRI *), or once at(YYYY-MM-DDTHH:MM:SS).`,
      `${at}.steps[0].metric is missing: it must be cpu or memory.`,
    ]);
  });

  it("never shows what is secret", () => {
    const lines = refused({ schedules: [{ ...morning, at: "cron(61 8 ? * MON-FRI *)" }] }, ecs, ["services"]);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /schedules\[0\]\.at is \[secret\], but has "61" for minutes/);
  });

  it("warns of a bound that no schedule sets again", () => {
    const warnings = (scaling: object) =>
      read({ ...ecs, services: { hello: { scaling } } }).warnings.filter((line) => line.includes("schedule"));
    assert.deepEqual(warnings({ min: 1, max: 6, schedules: [morning] }), [
      `${at}.max is 6, which no schedule sets: it counts when the service is created, until the first schedule, and a change of it has no effect on a running service. Set it in a schedule.`,
    ]);
    assert.deepEqual(warnings({ min: 1, max: 4, schedules: [morning] }), []);
    assert.deepEqual(warnings({ min: 1, max: 6, schedules: [{ at: morning.at, min: 1 }] }), []);
  });

  (hasPlatforms("eks") ? it : it.skip)("is refused by name on EKS", () => {
    const scaling = {
      schedules: [morning],
      steps: [{ metric: "cpu", above: 80, add: 2 }],
      predictive: "scale",
    };
    const onEcs = "Run the service on ECS alone (platforms: [ecs])";
    const cannot = "can't be done on EKS, whose HorizontalPodAutoscaler has none.";
    assert.deepEqual(refused(scaling, { platforms: ["ecs", "eks"] }), [
      `${at}.predictive ${cannot} ${onEcs}.`,
      `${at}.schedules ${cannot} ${onEcs}, or patch minReplicas and maxReplicas by a CronJob whose ServiceAccount is allowed to.`,
      `${at}.steps ${cannot} ${onEcs}, or set a target: cpuPercent, memoryPercent.`,
    ]);
    assert.deepEqual(refused(scaling, { ...prod, platforms: ["eks"] }).length, 3);
  });
});
