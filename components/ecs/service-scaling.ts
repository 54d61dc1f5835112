import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../complete-service";
import { createBacklogScaling } from "./backlog-scaling";

/** Arguments of {@link ServiceScaling}. */
export interface ServiceScalingArgs {
  /** Name of the cluster that the service runs in. */
  clusterName: pulumi.Input<string>;
  /** Name of the service. */
  serviceName: pulumi.Input<string>;
  /** Minimum and maximum number of tasks, and the targets. */
  scaling: CompleteService["scaling"];
  /** The load balancer's ARN suffix, app/name/id, for `requestsPerTask`. */
  loadBalancerArnSuffix: pulumi.Input<string> | undefined;
  /** The target group's ARN suffix, targetgroup/name/id, for `requestsPerTask`. */
  targetGroupArnSuffix: pulumi.Input<string> | undefined;
}

/** Seconds between two scale-outs; a new task is healthy within 10. */
const scaleOutCooldown = 60;

/** Seconds between two scale-ins: a late one costs little, an early one costs requests. */
const scaleInCooldown = 300;

/**
 * Target tracking for an ECS service: adds and removes tasks so that each metric stays at its target; step scaling on the
 * messages of a queue. Costs two CloudWatch alarms per metric, $0.20 a month.
 */
export class ServiceScaling extends pulumi.ComponentResource {
  /** The scalable target. */
  public readonly target: aws.appautoscaling.Target;

  constructor(name: string, args: ServiceScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:ecs:ServiceScaling", name, {}, opts);
    const { cpuPercent, memoryPercent, requestsPerTask, backlog } = args.scaling;

    this.target = this.createTarget(name, args);
    if (cpuPercent !== undefined) {
      this.addTargetTracking(`${name}-cpu`, cpuPercent, {
        predefinedMetricType: "ECSServiceAverageCPUUtilization",
      });
    }
    if (memoryPercent !== undefined) {
      this.addTargetTracking(`${name}-memory`, memoryPercent, {
        predefinedMetricType: "ECSServiceAverageMemoryUtilization",
      });
    }
    if (requestsPerTask !== undefined) {
      this.addTargetTracking(`${name}-requests`, requestsPerTask, {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: pulumi.interpolate`${args.loadBalancerArnSuffix}/${args.targetGroupArnSuffix}`,
      });
    }

    if (backlog !== undefined) {
      createBacklogScaling(name, { target: this.target, scaling: args.scaling, backlog }, { parent: this });
    }

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
      { parent: this },
    );
  }

  private addTargetTracking(
    name: string,
    targetValue: number,
    metric: aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification,
  ): void {
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
          scaleInCooldown,
          scaleOutCooldown,
        },
      },
      { parent: this },
    );
  }
}
