import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteScaling } from "../scaling";

type MetricSpecification =
  aws.types.input.appautoscaling.PolicyPredictiveScalingPolicyConfigurationMetricSpecification;

/** Where a forecast counts. */
export interface PredictiveScalingArgs {
  target: aws.appautoscaling.Target;
  scaling: CompleteScaling;
  /** The load balancer and the target group, for requests. */
  resourceLabel: pulumi.Input<string>;
}

/**
 * Adds predictive scaling, which forecasts one metric: that of the first target, by CPU, memory or requests. It only ever adds
 * tasks; target tracking removes them. Costs nothing.
 */
export function addPredictiveScaling(
  name: string,
  { target, scaling, resourceLabel }: PredictiveScalingArgs,
  parent: pulumi.Resource,
): void {
  const { predictive } = scaling;
  const metric = metricOf(scaling, resourceLabel);
  if (predictive === undefined || metric === undefined) return;
  new aws.appautoscaling.Policy(
    `${name}-predictive`,
    {
      policyType: "PredictiveScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      predictiveScalingPolicyConfiguration: {
        mode: predictive === "scale" ? "ForecastAndScale" : "ForecastOnly",
        metricSpecifications: [metric],
      },
    },
    { parent },
  );
}

function metricOf(
  { cpuPercent, memoryPercent, requestsPerTask }: CompleteScaling,
  resourceLabel: pulumi.Input<string>,
): MetricSpecification | undefined {
  if (cpuPercent !== undefined) return pairOf("ECSServiceCPUUtilization", cpuPercent);
  if (memoryPercent !== undefined) return pairOf("ECSServiceMemoryUtilization", memoryPercent);
  return requestsPerTask === undefined
    ? undefined
    : pairOf("ALBRequestCount", requestsPerTask, { resourceLabel });
}

function pairOf(
  predefinedMetricType: string,
  target: number,
  label: { resourceLabel?: pulumi.Input<string> } = {},
): MetricSpecification {
  return {
    predefinedMetricPairSpecification: { predefinedMetricType, ...label },
    targetValue: String(target),
  };
}
