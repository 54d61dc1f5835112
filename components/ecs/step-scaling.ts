import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { stepMetrics } from "../../facts/scaling-limits";
import { type CompleteScaling, cooldownsOf, type StepMetric } from "../scaling";

/** Where steps scale, and by which metrics. */
export interface StepScalingArgs {
  target: aws.appautoscaling.Target;
  scaling: CompleteScaling;
  /** Dimensions of the service's metrics. */
  dimensions: Record<string, pulumi.Input<string>>;
}

/** A threshold, and the tasks that are added beyond it. */
interface Threshold {
  percent: number;
  add: number;
}

type Direction = "above" | "below";

const metricNames: Readonly<Record<StepMetric, string>> = {
  cpu: "CPUUtilization",
  memory: "MemoryUtilization",
};

/**
 * Minutes beyond a threshold before tasks are added or removed: those that target tracking waits too.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
 */
const minutes: Readonly<Record<Direction, number>> = { above: 3, below: 15 };

/**
 * Adds a policy with its alarm for each metric and direction that has steps, so that of several steps the one counts whose
 * threshold is exceeded last. An alarm costs $0.10 a month.
 */
export function addStepScaling(name: string, args: StepScalingArgs, parent: pulumi.Resource): void {
  const { steps = [] } = args.scaling;
  for (const metric of stepMetrics) {
    for (const direction of ["above", "below"] as const) {
      const thresholds = steps.flatMap((step) => {
        const percent = step.metric === metric ? step[direction] : undefined;
        return percent === undefined ? [] : [{ percent, add: step.add }];
      });
      const outwards = direction === "above" ? 1 : -1;
      const ordered = thresholds.sort((one, other) => outwards * (one.percent - other.percent));
      addSteps(`${name}-${metric}-${direction}`, { ...args, metric, direction, ordered }, parent);
    }
  }
}

function addSteps(
  name: string,
  args: StepScalingArgs & { metric: StepMetric; direction: Direction; ordered: readonly Threshold[] },
  parent: pulumi.Resource,
): void {
  const { target, scaling, dimensions, metric, direction, ordered } = args;
  const [first] = ordered;
  if (first === undefined) return;
  const cooldowns = cooldownsOf(scaling);
  const policy = new aws.appautoscaling.Policy(
    name,
    {
      policyType: "StepScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        metricAggregationType: "Average",
        cooldown: direction === "above" ? cooldowns.out : cooldowns.in,
        stepAdjustments: ordered.map((threshold, index) =>
          adjustmentOf(threshold, ordered[index + 1], first.percent, direction),
        ),
      },
    },
    { parent },
  );
  new aws.cloudwatch.MetricAlarm(
    name,
    {
      alarmDescription: `Scales ${direction === "above" ? "out" : "in"}: ${metric} is ${direction} ${first.percent} %`,
      namespace: "AWS/ECS",
      metricName: metricNames[metric],
      dimensions,
      statistic: "Average",
      period: 60,
      evaluationPeriods: minutes[direction],
      comparisonOperator: direction === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: first.percent,
      alarmActions: [policy.arn],
    },
    { parent },
  );
}

/** The interval of a step, as differences to the alarm's threshold: up to the next step, or without end. */
function adjustmentOf(
  { percent, add }: Threshold,
  next: Threshold | undefined,
  threshold: number,
  direction: Direction,
): aws.types.input.appautoscaling.PolicyStepScalingPolicyConfigurationStepAdjustment {
  const from = String(percent - threshold);
  const to = next && String(next.percent - threshold);
  const [lower, upper] = direction === "above" ? [from, to] : [to, from];
  return {
    ...(lower !== undefined && { metricIntervalLowerBound: lower }),
    ...(upper !== undefined && { metricIntervalUpperBound: upper }),
    scalingAdjustment: add,
  };
}
