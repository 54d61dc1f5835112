import { predictiveModes, scalingLimits, stepMetrics } from "../facts/scaling-limits";
import type { CompleteService } from "./complete-service";
import { validateOneOf, validateWholeNumber } from "./invalid-arguments";
import type { CompleteScaling } from "./scaling";
import { scalingProblems } from "./scaling-rules";

/** Validates the schedules, steps, forecast and cooldowns of a service. */
export function validateScalingPlan(scaling: CompleteScaling): string[] {
  const { schedules = [], steps = [], predictive } = scaling;
  const { scheduledReplicas, stepPercent, stepTasks, cooldownSeconds } = scalingLimits;
  const errors = [
    ...(schedules.length > scalingLimits.schedules.max
      ? [`service.scaling.schedules has ${schedules.length}: must be at most ${scalingLimits.schedules.max}`]
      : []),
    ...schedules.flatMap(({ min, max }, index) => [
      ...validateWholeNumber(`service.scaling.schedules[${index}].min`, min, scheduledReplicas),
      ...validateWholeNumber(`service.scaling.schedules[${index}].max`, max, scheduledReplicas),
    ]),
    ...(steps.length > scalingLimits.steps.max
      ? [`service.scaling.steps has ${steps.length}: must be at most ${scalingLimits.steps.max}`]
      : []),
    ...steps.flatMap(({ metric, above, below, add }, index) => [
      ...validateOneOf(`service.scaling.steps[${index}].metric`, metric, stepMetrics),
      ...validateWholeNumber(`service.scaling.steps[${index}].above`, above, stepPercent),
      ...validateWholeNumber(`service.scaling.steps[${index}].below`, below, stepPercent),
      ...validateWholeNumber(`service.scaling.steps[${index}].add`, add, stepTasks),
    ]),
    ...validateOneOf("service.scaling.predictive", predictive, predictiveModes),
    ...validateWholeNumber(
      "service.scaling.scaleInCooldownSeconds",
      scaling.scaleInCooldownSeconds,
      cooldownSeconds,
    ),
    ...validateWholeNumber(
      "service.scaling.scaleOutCooldownSeconds",
      scaling.scaleOutCooldownSeconds,
      cooldownSeconds,
    ),
  ];
  const show = (value: unknown) => (typeof value === "string" ? `"${value}"` : String(value));
  return [
    ...errors,
    ...scalingProblems(scaling, show).map(({ at, is, must }) => `${argument(at)} ${is}: ${must}`),
  ];
}

/** What Application Auto Scaling can do, and a HorizontalPodAutoscaler can't. */
export const onlyByApplicationAutoScaling = ["schedules", "steps", "predictive"] as const;

/** The errors of a service on EKS that scales by more than a HorizontalPodAutoscaler has. */
export function validateAutoscaler({ scaling }: CompleteService): string[] {
  return onlyByApplicationAutoScaling.flatMap((key) =>
    scaling[key] === undefined
      ? []
      : [
          `service.scaling.${key} can't be done on EKS, whose HorizontalPodAutoscaler has none: must be left out`,
        ],
  );
}

/** "service.scaling.schedules[0].at". */
function argument(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${key}`),
    "service.scaling",
  );
}
