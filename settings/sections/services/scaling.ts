import { scheduledBounds } from "../../../components/scaling";
import { scalingProblems } from "../../../components/scaling-rules";
import { predictiveModes, scalingLimits, stepMetrics } from "../../../facts/scaling-limits";
import { scalingScheduleForms, timeZoneForm } from "../../../facts/schedule-expressions";
import { serviceLimits } from "../../../facts/service-limits";
import type { StackContext } from "../../section";
import type { Complete } from "../../toolkit/defaults";
import { complete, withDefault } from "../../toolkit/defaults";
import { choice, integer, list, object, onlyOn, string } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

const { replicas, utilizationPercent, requestsPerTask } = serviceLimits;
const { scheduledReplicas, stepPercent, stepTasks, cooldownSeconds } = scalingLimits;

const noMetricAtZero = (given: unknown) =>
  given === 0 ? "Without a replica there is no CPU, memory or request that could start one." : undefined;

const schedule = object(
  {
    min: integer(
      scheduledReplicas,
      "Minimum number of tasks from then on. 0 only with max 0, which stops the service. Default: unchanged.",
    ),
    max: integer(scheduledReplicas, "Maximum number of tasks from then on. Default: unchanged."),
    timezone: string(
      timeZoneForm,
      "a time zone such as Europe/Berlin",
      "Time zone; clock changes included. Default: UTC.",
    ),
  },
  "A time at which the bounds change.",
  { at: string(/^.{1,100}$/, scalingScheduleForms, `When: ${scalingScheduleForms}.`) },
);

const step = object(
  {
    above: integer(
      stepPercent,
      "Percent above which tasks are added, after three minutes. Each step has above or below.",
    ),
    below: integer(
      stepPercent,
      "Percent below which tasks are removed, after 15 minutes. Not with a target of the same metric: cpuPercent then has no " +
        "default.",
    ),
  },
  "Tasks that are added or removed.",
  {
    metric: choice(stepMetrics, "Average utilization of the service's CPU or memory."),
    add: integer(stepTasks, "Number of tasks: above 0 with above, below 0 with below."),
  },
);

/** A service's number of replicas. */
export const scalingSchema = withDefault(
  {},
  object(
    {
      min: withDefault(
        { dev: 1, prod: 3 },
        integer(replicas, "Minimum number of replicas. At most max.", noMetricAtZero),
      ),
      max: withDefault(
        { dev: 4, prod: 12 },
        integer(
          replicas,
          "Maximum number of replicas. At least min; equal to min, the service doesn't scale.",
        ),
      ),
      cpuPercent: withDefault(60, integer(utilizationPercent, "Target average CPU utilization, in percent.")),
      memoryPercent: integer(
        utilizationPercent,
        "Target average memory utilization, in percent. Default: not used for scaling.",
      ),
      requestsPerTask: onlyOn(
        ["ecs"],
        integer(requestsPerTask, "Target requests per minute per task. Default: not used for scaling."),
      ),
      schedules: onlyOn(
        ["ecs"],
        list(
          schedule,
          { ...scalingLimits.schedules, allowed: "a list of 1 to 200 schedules" },
          "Times at which min and max change, such as fewer tasks at night. A bound that a schedule sets stays until the next " +
            "one, whatever min and max are; those count when the service is created. Free. Default: none.",
        ),
      ),
      steps: onlyOn(
        ["ecs"],
        list(
          step,
          { ...scalingLimits.steps, allowed: "a list of 1 to 20 steps" },
          "Tasks that are added or removed at once beyond a utilization, faster than by a target. An alarm for each metric and " +
            "direction, $0.10 a month. Default: none.",
        ),
      ),
      predictive: onlyOn(
        ["ecs"],
        choice(
          predictiveModes,
          "Forecasts the load from that of up to 14 days, at least one. forecast: shows it alone; scale: starts tasks ahead of " +
            "it. By the first of cpuPercent, memoryPercent and requestsPerTask, whose target removes them again. Free. Default: " +
            "none.",
        ),
      ),
      scaleInCooldownSeconds: integer(
        cooldownSeconds,
        "Seconds between two scale-ins; on EKS the window whose highest recommendation counts. Default: 300.",
      ),
      scaleOutCooldownSeconds: integer(
        cooldownSeconds,
        "Seconds between two scale-outs; on EKS the window whose lowest recommendation counts. Default: 60 on ECS, 0 on EKS.",
      ),
    },
    "How many replicas run: tasks on ECS, pods on EKS.",
  ),
);

type Completed = Complete<typeof scalingSchema>;
type Given = Partial<Completed>;
/** What scales a service. */
type ScalingSettings = Omit<Completed, "cpuPercent"> & Partial<Pick<Completed, "cpuPercent">>;

/** A default gives way where only the other bound is set, and that of the CPU where steps remove tasks by it. */
export function scalingSettings(given: Given | undefined, scaling: Completed): ScalingSettings {
  const { cpuPercent, ...others } = scaling;
  const removesByCpu = scaling.steps?.some(({ metric, below }) => metric === "cpu" && below !== undefined);
  return {
    ...others,
    ...((given?.cpuPercent !== undefined || !removesByCpu) && { cpuPercent }),
    min: given?.min ?? Math.min(scaling.min, scaling.max),
    max: given?.max ?? Math.max(scaling.max, scaling.min),
  };
}

/** Adds errors where min is above max, and for each rule of schedules, steps and forecasts that isn't kept. */
export function validateScaling(
  at: Path,
  given: Given | undefined,
  { tier }: Pick<StackContext, "tier">,
  errors: ValidationErrors,
): void {
  const path = [...at, "scaling"];
  const { min, max } = given ?? {};
  if (min !== undefined && max !== undefined && min > max) {
    errors.add(
      [...path, "min"],
      `is ${errors.format(at, min)}, but can't be above max, which is ${errors.format(at, max)}.`,
    );
  }
  if (given === undefined || errors.has([...path, "min"]) || errors.has([...path, "max"])) return;
  const scaling = scalingSettings(given, complete(scalingSchema, given, tier));
  const problems = scalingProblems(scaling, (value) => errors.format(path, value));
  const readable = problems.filter(({ at: [key = ""] }) => !errors.has([...path, key]));
  for (const problem of readable) {
    errors.add([...path, ...problem.at], `${problem.is}, but ${problem.must}.`);
  }
}

/** A bound of a running service that schedules set isn't changed by the stack file, unless one of them sets the same. */
export function warningsAboutScaling(
  services: Readonly<Record<string, { scaling: ScalingSettings }>>,
): string[] {
  return Object.entries(services).flatMap(([name, { scaling }]) =>
    scheduledBounds(scaling).flatMap((bound) =>
      scaling.schedules?.some((schedule) => schedule[bound] === scaling[bound])
        ? []
        : [
            `${formatPath(["services", name, "scaling", bound])} is ${scaling[bound]}, which no schedule sets: it counts when the ` +
              "service is created, until the first schedule, and a change of it has no effect on a running service. Set it in a " +
              "schedule.",
          ],
    ),
  );
}
