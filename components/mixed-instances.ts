import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Instances of several types: the latest version of their launch template, in the order of the types where they are On-Demand, and where
 * there is most capacity on Spot.
 */
export function mixedInstances(
  launchTemplate: aws.ec2.LaunchTemplate,
  types: readonly string[],
  purchase: "onDemand" | "spot",
): aws.types.input.autoscaling.GroupMixedInstancesPolicy {
  return {
    launchTemplate: {
      launchTemplateSpecification: {
        launchTemplateId: launchTemplate.id,
        version: pulumi.interpolate`${launchTemplate.latestVersion}`,
      },
      overrides: types.map((instanceType) => ({ instanceType })),
    },
    instancesDistribution: {
      onDemandBaseCapacity: 0,
      onDemandPercentageAboveBaseCapacity: purchase === "spot" ? 0 : 100,
      onDemandAllocationStrategy: "prioritized",
      spotAllocationStrategy: "price-capacity-optimized",
    },
  };
}
