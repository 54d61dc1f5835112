import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { compatibilities, containerInstancePolicy, defaultInstanceDisk } from "../../../facts/ecs-computes";
import { runtimeMonitoring } from "../../../facts/guard-duty";
import { createInstanceProfile } from "../../instance-profile";
import { createAutoScalingGroup } from "./auto-scaling-group";
import type { ComputeContext } from "./compute-context";
import { type InstanceCompute, instanceCompute } from "./instance-compute";
import type { InstanceKind, Purchase } from "./instance-kinds";
import { createInstanceSecurityGroup } from "./instance-security-group";
import { createLaunchTemplate } from "./launch-template";
import { placementInputs } from "./placement";

/**
 * Creates EC2 instances that tasks run on: of each kind of instances that the services need an Auto Scaling group On-Demand and
 * one on Spot, with a capacity provider each, by which ECS starts instances as tasks need them and terminates those that are empty. A
 * group without tasks has no instance, unless `instances.min` says so, and costs nothing: both are always there, since AWS takes
 * no capacity provider from a cluster that tasks still use.
 *
 * On destroy services go first, then the capacity providers leave the cluster, are deleted, and their groups with all instances.
 *
 * Costs the instances, such as $56.21 a month for m6g.large, and $2.40 for the volume of each.
 */
export function createEc2(
  name: string,
  kinds: readonly InstanceKind[],
  context: ComputeContext,
  options: pulumi.CustomResourceOptions,
): InstanceCompute {
  const { partition } = context.awsContext;
  const profile = createInstanceProfile(
    `${name}-instances`,
    pulumi.interpolate`arn:${partition}:iam::aws:policy/${containerInstancePolicy}`,
    options,
  );
  const network = createInstanceSecurityGroup(`${name}-instances`, context.network, options);
  const { securityGroup } = network;
  const managed = context.runtimeMonitoring
    ? [manageBySystemsManager(name, profile.role, partition, options)]
    : [];
  const needed = [...profile.needed, ...managed, ...network.rules];
  const { instances } = context;
  const tags = { ...context.tags, ...(context.runtimeMonitoring && runtimeMonitoring.tags) };
  const providers = kinds.map((kind) => {
    const launchTemplate = createLaunchTemplate(
      `${name}-${kind.name}`,
      kind,
      {
        clusterName: context.cluster.name,
        instanceProfile: profile.instanceProfile,
        securityGroup,
        diskGib: instances.diskGib ?? defaultInstanceDisk,
        tags,
      },
      options,
    );
    const create = (purchase: Purchase) => {
      const providerName = `${name}-${kind.name}${purchase === "spot" ? "-spot" : ""}`;
      const group = createAutoScalingGroup(
        providerName,
        {
          ...{ launchTemplate, purchase, needed, types: kind.types },
          ...{
            min: instances.min,
            max: instances.max,
            tags,
            subnetIds: context.network.workloadSubnetIds,
          },
        },
        options,
      );
      return createCapacityProvider(providerName, group, options);
    };
    return { kind: kind.name, onDemand: create("onDemand").name, spot: create("spot").name };
  });
  return instanceCompute(
    {
      compatibility: compatibilities.ec2,
      instances: network,
      placement: ({ placement }) => placementInputs(placement),
    },
    providers,
  );
}

/** Allows Systems Manager to install GuardDuty's agent on instances. */
function manageBySystemsManager(
  name: string,
  { name: role }: aws.iam.Role,
  partition: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): aws.iam.RolePolicyAttachment {
  const policyArn = pulumi.interpolate`arn:${partition}:iam::aws:policy/${runtimeMonitoring.instancePolicy}`;
  return new aws.iam.RolePolicyAttachment(`${name}-instances-managed`, { role, policyArn }, options);
}

/**
 * Named after its group: a group has one capacity provider for life, so that with another group there is another one. Its name
 * must not begin with ecs, as the group's may.
 */
function createCapacityProvider(
  name: string,
  group: aws.autoscaling.Group,
  options: pulumi.CustomResourceOptions,
): aws.ecs.CapacityProvider {
  return new aws.ecs.CapacityProvider(
    name,
    {
      name: pulumi.interpolate`instances-${group.name}`,
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling: { status: "ENABLED", targetCapacity: 100, instanceWarmupPeriod: 60 },
        managedTerminationProtection: "ENABLED",
        managedDraining: "ENABLED",
      },
    },
    options,
  );
}
