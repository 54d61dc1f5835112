import type { Transition } from "../section";
import { webWith } from "../stack";

/** Changes of the number of a service's replicas and of the capacity that they run on. */
export const scalingTransitions: Transition[] = [
  {
    title: "scaling",
    from: {},
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 6,
          cpuPercent: 50,
          memoryPercent: 70,
          requestsPerTask: 100,
        },
      }),
    },
    there: {
      does: ["Policy create", "Policy update", "Target update"],
    },
    back: {
      does: ["Policy delete", "Policy update", "Target update"],
    },
  },
  {
    title: "schedules of scaling, whose bounds the next update leaves alone",
    from: {},
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 6,
          schedules: [
            { at: "cron(0 20 ? * MON-FRI *)", min: 0, max: 0, timezone: "Europe/Berlin" },
            { at: "cron(0 7 ? * MON-FRI *)", min: 2, max: 6, timezone: "Europe/Berlin" },
          ],
        },
      }),
    },
    there: {
      does: ["ScheduledAction create"],
      not: ["Target update", "Service update"],
    },
    back: {
      does: ["ScheduledAction delete", "Target update"],
    },
  },
  {
    title: "other bounds beside schedules, which alone set them",
    from: {
      services: webWith({
        scaling: { min: 2, max: 6, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2, max: 6 }] },
      }),
    },
    to: {
      services: webWith({
        scaling: { min: 3, max: 9, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 3, max: 9 }] },
      }),
    },
    there: {
      does: ["ScheduledAction update"],
      not: ["Target update"],
    },
  },
  {
    title: "the maximum beside schedules of the minimum",
    from: {
      services: webWith({
        scaling: { min: 2, max: 6, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2 }] },
      }),
    },
    to: {
      services: webWith({
        scaling: { min: 2, max: 9, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2 }] },
      }),
    },
    there: {
      does: ["Target update"],
      not: ["ScheduledAction update"],
    },
  },
  {
    title: "the time zone of a schedule, which is another schedule then",
    from: {
      services: webWith({
        scaling: { min: 2, max: 6, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2 }] },
      }),
    },
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 6,
          schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2, timezone: "Asia/Tokyo" }],
        },
      }),
    },
    there: {
      does: ["ScheduledAction create", "ScheduledAction delete"],
    },
  },
  {
    title: "steps, a forecast and cooldowns",
    from: {},
    to: {
      services: webWith({
        scaling: {
          steps: [
            { metric: "cpu", above: 80, add: 2 },
            { metric: "memory", below: 20, add: -1 },
          ],
          predictive: "forecast",
          scaleInCooldownSeconds: 600,
          scaleOutCooldownSeconds: 30,
        },
      }),
    },
    there: {
      does: ["MetricAlarm create", "Policy create", "Policy update"],
      not: ["Service update"],
    },
    back: {
      does: ["MetricAlarm delete", "Policy delete", "Policy update"],
    },
  },
  {
    title: "a fixed number of replicas",
    from: {},
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 2,
        },
      }),
    },
    there: {},
  },
  {
    title: "capacity",
    from: {},
    to: {
      services: webWith({
        capacity: "on-demand",
      }),
    },
    there: {
      does: ["Service update"],
    },
  },
  {
    title: "a mix of capacity",
    from: {},
    to: {
      services: webWith({
        capacity: {
          base: 1,
          onDemand: 1,
          spot: 1,
        },
      }),
    },
    there: {
      does: ["Service update"],
    },
  },
];
