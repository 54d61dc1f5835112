import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scaling } from "../service";

/** What is scaled, how far and by what. */
export interface ServiceScalingArgs {
  /** Name of the cluster that the service runs in. */
  clusterName: pulumi.Input<string>;
  /** Name of the service. */
  serviceName: pulumi.Input<string>;
  /** Fewest and most copies, and what is aimed at. */
  scaling: Scaling;
  /** The load balancer's part of its ARN that metrics name it by: app/name/id. */
  loadBalancerArnSuffix: pulumi.Input<string>;
  /** The same of the target group: targetgroup/name/id. */
  targetGroupArnSuffix: pulumi.Input<string>;
}

/** Seconds to wait after tasks were added; a new one is healthy within 10. */
const scaleOutCooldown = 60;

/** Seconds to wait after tasks were removed: shrinking too late costs little, shrinking too early costs requests. */
const scaleInCooldown = 300;

/**
 * Adds and removes copies of a Fargate service so that average use stays where it should be. Costs nothing itself but the
 * CloudWatch alarms that AWS makes for it: $0.20 a month for each aim.
 */
export class ServiceScaling extends pulumi.ComponentResource {
  /** What is scaled. */
  public readonly target: aws.appautoscaling.Target;

  constructor(name: string, args: ServiceScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:ecs:ServiceScaling", name, {}, opts);
    const { cpuPercent, memoryPercent, requestsPerTarget } = args.scaling;

    this.target = this.makeTarget(name, args);
    if (cpuPercent !== undefined) {
      this.aimAt(`${name}-cpu`, cpuPercent, { predefinedMetricType: "ECSServiceAverageCPUUtilization" });
    }
    if (memoryPercent !== undefined) {
      this.aimAt(`${name}-memory`, memoryPercent, {
        predefinedMetricType: "ECSServiceAverageMemoryUtilization",
      });
    }
    if (requestsPerTarget !== undefined) {
      this.aimAt(`${name}-requests`, requestsPerTarget, {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: pulumi.interpolate`${args.loadBalancerArnSuffix}/${args.targetGroupArnSuffix}`,
      });
    }

    this.registerOutputs({ resourceId: this.target.resourceId });
  }

  private makeTarget(
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

  private aimAt(
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
