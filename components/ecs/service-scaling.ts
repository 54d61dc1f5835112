import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type CompleteScaling, cooldownsOf, scheduledBounds } from "../scaling";
import { createBacklogScaling } from "./backlog-scaling";
import { addPredictiveScaling } from "./predictive-scaling";
import { createScalingSchedules } from "./scaling-schedules";
import type { ServiceScalingArgs } from "./service-scaling-arguments";
import { addStepScaling } from "./step-scaling";

/**
 * Scaling of an ECS service: target tracking adds and removes tasks so that each metric stays at its target, steps add and remove
 * them beyond a utilization, predictive scaling adds them ahead of the load, schedules move the bounds
 * of all of them, and a service can follow the messages of a queue, from and to zero tasks.
 *
 * Costs the two CloudWatch alarms that AWS creates for each target, $0.20 a month, and $0.10 for each metric and direction of
 * steps and of messages.
 * Schedules and forecasts cost nothing.
 */
export class ServiceScaling extends pulumi.ComponentResource {
  /** The scalable target. Where schedules set a bound, the target has it from the stack only when it is created. */
  public readonly target: aws.appautoscaling.Target;

  constructor(name: string, args: ServiceScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:ecs:ServiceScaling", name, {}, opts);
    const { scaling, clusterName, serviceName } = args;
    const { cpuPercent, memoryPercent, requestsPerTask, backlog } = scaling;

    this.target = this.createTarget(name, args);
    if (cpuPercent !== undefined) {
      this.addTargetTracking(`${name}-cpu`, cpuPercent, scaling, {
        predefinedMetricType: "ECSServiceAverageCPUUtilization",
      });
    }
    if (memoryPercent !== undefined) {
      this.addTargetTracking(`${name}-memory`, memoryPercent, scaling, {
        predefinedMetricType: "ECSServiceAverageMemoryUtilization",
      });
    }
    const resourceLabel = pulumi.interpolate`${args.loadBalancerArnSuffix}/${args.targetGroupArnSuffix}`;
    if (requestsPerTask !== undefined) {
      this.addTargetTracking(`${name}-requests`, requestsPerTask, scaling, {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel,
      });
    }
    const { target } = this;
    const dimensions = { ClusterName: clusterName, ServiceName: serviceName };
    addStepScaling(name, { target, scaling, dimensions }, this);
    addPredictiveScaling(name, { target, scaling, resourceLabel }, this);
    if (backlog !== undefined) {
      createBacklogScaling(name, { target, scaling, backlog }, { parent: this });
    }
    createScalingSchedules(name, { target, scaling }, this);

    this.registerOutputs({ resourceId: this.target.resourceId });
  }

  private createTarget(
    name: string,
    { clusterName, serviceName, scaling }: ServiceScalingArgs,
  ): aws.appautoscaling.Target {
    return new aws.appautoscaling.Target(
      `${name}-scaling`,
      {
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: pulumi.interpolate`service/${clusterName}/${serviceName}`,
        minCapacity: scaling.min,
        maxCapacity: scaling.max,
      },
      {
        parent: this,
        // Otherwise an `up` that has refreshed the state would reset the bounds that a schedule has set.
        ignoreChanges: scheduledBounds(scaling).map((bound) => `${bound}Capacity`),
      },
    );
  }

  private addTargetTracking(
    name: string,
    targetValue: number,
    scaling: CompleteScaling,
    metric: aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification,
  ): void {
    const cooldowns = cooldownsOf(scaling);
    new aws.appautoscaling.Policy(
      name,
      {
        policyType: "TargetTrackingScaling",
        serviceNamespace: this.target.serviceNamespace,
        scalableDimension: this.target.scalableDimension,
        resourceId: this.target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: metric,
          targetValue,
          scaleInCooldown: cooldowns.in,
          scaleOutCooldown: cooldowns.out,
        },
      },
      { parent: this },
    );
  }
}
