import type * as pulumi from "@pulumi/pulumi";
import type { CompleteScaling } from "../scaling";

/** Arguments of {@link ServiceScaling}. */
export interface ServiceScalingArgs {
  /** Name of the cluster that the service runs in. */
  clusterName: pulumi.Input<string>;
  /** Name of the service. */
  serviceName: pulumi.Input<string>;
  /** Minimum and maximum number of tasks, and what scales between them. */
  scaling: CompleteScaling;
  /** The load balancer's ARN suffix, app/name/id, for `requestsPerTask`. */
  loadBalancerArnSuffix: pulumi.Input<string> | undefined;
  /** The target group's ARN suffix, targetgroup/name/id, for `requestsPerTask`. */
  targetGroupArnSuffix: pulumi.Input<string> | undefined;
}
