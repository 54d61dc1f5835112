import { isTimeZone, scalingScheduleError } from "../facts/schedule-expressions";
import type { CompleteScaling, ScalingSchedule, ScalingStep } from "./scaling";

/** A rule of scaling that isn't kept. */
export interface ScalingProblem {
  /** The setting below scaling. */
  at: readonly (string | number)[];
  /** What it is, as words that follow its name. */
  is: string;
  /** What is required, as words that follow a comma. */
  must: string;
}

/** Shows a value in a message. */
type Show = (value: unknown) => string;

/** The rules of schedules, steps and forecasts that aren't kept; bounds of single numbers aside. */
export function scalingProblems(scaling: CompleteScaling, show: Show): ScalingProblem[] {
  const { schedules = [], steps = [] } = scaling;
  return [
    ...schedules.flatMap((schedule, index) => problemsOfTime(schedule, index, schedules, show)),
    ...schedules.flatMap((schedule, index) => problemsOfBounds(schedule, index, scaling, show)),
    ...problemsOfStoppedService(scaling),
    ...steps.flatMap((step, index) => problemsOfStep(step, index, scaling, show)),
    ...problemsWithoutEffect(scaling),
  ];
}

function problemsOfTime(
  { at, timezone }: ScalingSchedule,
  index: number,
  schedules: readonly ScalingSchedule[],
  show: Show,
): ScalingProblem[] {
  const problems: ScalingProblem[] = [];
  const error = scalingScheduleError(at);
  if (error !== undefined) {
    problems.push({ at: ["schedules", index, "at"], is: `is ${show(at)}`, must: error });
  }
  if (timezone !== undefined && !isTimeZone(timezone)) {
    problems.push({
      at: ["schedules", index, "timezone"],
      is: `is ${show(timezone)}`,
      must: "must be a time zone of the IANA database, such as Europe/Berlin",
    });
  }
  const same = schedules.findIndex((other) => other.at === at && other.timezone === timezone);
  if (same < index) {
    const is = `is ${show(at)}, as that of schedules[${same}]`;
    problems.push({ at: ["schedules", index, "at"], is, must: "must be another time" });
  }
  return problems;
}

/** A bound that a schedule leaves as it is may be any that is set elsewhere. */
function problemsOfBounds(
  { min, max }: ScalingSchedule,
  index: number,
  scaling: CompleteScaling,
  show: Show,
): ScalingProblem[] {
  const { schedules = [] } = scaling;
  const at = ["schedules", index];
  if (min === undefined && max === undefined) {
    return [{ at, is: "has neither min nor max", must: "must have one of them" }];
  }
  if (min === 0 && max !== 0 && scaling.backlog === undefined) {
    const must =
      "must be 1 or more, or max 0 too: without a task there is no CPU, memory or request that could start one";
    return [{ at: [...at, "min"], is: `is ${show(min)}`, must }];
  }
  const highest = Math.max(scaling.min, ...schedules.flatMap((other) => other.min ?? []));
  const lowest = Math.min(scaling.max, ...schedules.flatMap((other) => other.max ?? []));
  if ((min ?? highest) <= (max ?? lowest)) return [];
  return min === undefined
    ? [
        {
          at: [...at, "max"],
          is: `is ${show(max)}`,
          must: `must be at least ${show(highest)}, which min may be then, or have a min beside it`,
        },
      ]
    : [
        {
          at: [...at, "min"],
          is: `is ${show(min)}`,
          must: `must be at most ${show(max ?? lowest)}, which max ${max === undefined ? "may be" : "is"} then`,
        },
      ];
}

/** Nothing but a schedule starts a service again that a schedule has stopped. */
function problemsOfStoppedService({ schedules = [], backlog }: CompleteScaling): ScalingProblem[] {
  const stops = schedules.some(({ max }) => max === 0);
  const starts = schedules.some(({ min = 0, max = 0 }) => (min > 0 || backlog !== undefined) && max > 0);
  return stops && !starts
    ? [
        {
          at: ["schedules"],
          is: "has a schedule that stops the service, and none that starts it",
          must: "must have one with both min and max above 0",
        },
      ]
    : [];
}

function problemsOfStep(
  step: ScalingStep,
  index: number,
  scaling: CompleteScaling,
  show: Show,
): ScalingProblem[] {
  const { metric, above, below, add } = step;
  const { steps = [] } = scaling;
  const at = ["steps", index];
  if ((above === undefined) === (below === undefined)) {
    const is = above === undefined ? "has neither above nor below" : "has both above and below";
    return [{ at, is, must: "must have one of them" }];
  }
  const problems: ScalingProblem[] = [];
  if (above === undefined ? add >= 0 : add <= 0) {
    const must = above === undefined ? "must be below 0 with below" : "must be above 0 with above";
    problems.push({ at: [...at, "add"], is: `is ${show(add)}`, must });
  }
  const key = above === undefined ? "below" : "above";
  const same = steps.findIndex((other) => other.metric === metric && other[key] === step[key]);
  if (same < index) {
    const is = `is ${show(step[key])}, as that of steps[${same}]`;
    problems.push({ at: [...at, key], is, must: "must be another one, or one of the two left out" });
  }
  if (below === undefined) return problems;
  const target = metric === "cpu" ? "cpuPercent" : "memoryPercent";
  if (scaling[target] !== undefined) {
    const is = `removes tasks by ${metric}, which the target of ${target} does too`;
    problems.push({ at: [...at, "below"], is, must: `must be left out, or ${target}` });
  }
  const adding = Math.min(...steps.flatMap((other) => (other.metric === metric ? (other.above ?? []) : [])));
  if (below >= adding) {
    const must = `must be below ${show(adding)}, above which tasks are added`;
    problems.push({ at: [...at, "below"], is: `is ${show(below)}`, must });
  }
  return problems;
}

function problemsWithoutEffect(scaling: CompleteScaling): ScalingProblem[] {
  const { steps = [], predictive, min, max, schedules = [] } = scaling;
  if (max < min) return [];
  const isFixed =
    min === max && schedules.every((schedule) => (schedule.min ?? min) === (schedule.max ?? max));
  const fixed = { is: "has no effect where min equals max", must: "must be left out, or max above min" };
  const { cpuPercent, memoryPercent, requestsPerTask } = scaling;
  const hasTarget = [cpuPercent, memoryPercent, requestsPerTask].some((target) => target !== undefined);
  return [
    ...(isFixed && steps.length > 0 ? [{ at: ["steps"], ...fixed }] : []),
    ...(isFixed && predictive !== undefined ? [{ at: ["predictive"], ...fixed }] : []),
    ...(predictive !== undefined && !hasTarget
      ? [
          {
            at: ["predictive"],
            is: "has no target to forecast for",
            must: "must be left out, or have cpuPercent, memoryPercent or requestsPerTask beside it",
          },
        ]
      : []),
  ];
}
