import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { defaultMaxInstances } from "../../../facts/ecs-computes";
import { mixedInstances } from "../../mixed-instances";
import type { ComputeContext } from "./compute-context";
import type { InstancesArgs } from "./instance-arguments";
import type { Purchase } from "./instance-kinds";

/** What an Auto Scaling group is created from. */
interface AutoScalingGroupArgs extends Pick<InstancesArgs, "min" | "max"> {
  launchTemplate: aws.ec2.LaunchTemplate;
  types: readonly string[];
  purchase: Purchase;
  subnetIds: pulumi.Input<string[]>;
  tags: ComputeContext["tags"];
  /** Without which an instance doesn't register with the cluster. */
  needed: pulumi.Resource[];
}

/**
 * Creates an Auto Scaling group of container instances, which ECS scales: its instances are protected from scale-in, so that ECS
 * alone terminates them, once they are empty.
 */
export function createAutoScalingGroup(
  name: string,
  {
    launchTemplate,
    types,
    purchase,
    subnetIds,
    min = 0,
    max = defaultMaxInstances,
    tags,
    needed,
  }: AutoScalingGroupArgs,
  options: pulumi.CustomResourceOptions,
): aws.autoscaling.Group {
  return new aws.autoscaling.Group(
    name,
    {
      vpcZoneIdentifiers: subnetIds,
      minSize: min,
      maxSize: max,
      mixedInstancesPolicy: mixedInstances(launchTemplate, types, purchase),
      capacityRebalance: purchase === "spot",
      protectFromScaleIn: true,
      // Another launch template replaces the instances one after the other; ECS drains each first.
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 110,
          scaleInProtectedInstances: "Refresh",
        },
      },
      // Of the instances, the launch template has the tags; its own one ECS would add itself.
      tags: [
        ...Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
        { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true },
      ],
      // Protected instances would never end otherwise. They hold no data, and by then no task.
      forceDelete: true,
    },
    {
      ...options,
      dependsOn: needed,
      // ECS changes it with the tasks.
      ignoreChanges: ["desiredCapacity"],
    },
  );
}
