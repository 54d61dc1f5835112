import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { compatibilities, defaultInstanceDisk, managedInstancesPolicies } from "../../../facts/ecs-computes";
import { createInstanceProfile } from "../../instance-profile";
import type { ComputeContext } from "./compute-context";
import { createInfrastructureRole } from "./infrastructure-role";
import { type InstanceCompute, instanceCompute } from "./instance-compute";
import type { InstanceKind, Purchase } from "./instance-kinds";
import { createInstanceSecurityGroup } from "./instance-security-group";

type InstanceRequirements =
  aws.types.input.ecs.CapacityProviderManagedInstancesProviderInstanceLaunchTemplateInstanceRequirements;

/**
 * Creates ECS Managed Instances: of each kind of instances that the services need a capacity provider On-Demand and one on Spot.
 * ECS chooses instances with room for the tasks, starts them, places tasks over the zones, moves them together, terminates what is empty,
 * and replaces each instance within 14 days, patched. A capacity provider without tasks has no instance and costs nothing.
 *
 * Costs the instances with 12 % of their On-Demand price on top, on Spot too, and $2.40 a month for the volume of each.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export function createManagedInstances(
  name: string,
  kinds: readonly InstanceKind[],
  context: ComputeContext,
  options: pulumi.CustomResourceOptions,
): InstanceCompute {
  const { partition } = context.awsContext;
  const profile = createInstanceProfile(
    `${name}-managed-instances`,
    pulumi.interpolate`arn:${partition}:iam::aws:policy/${managedInstancesPolicies.instance}`,
    options,
  );
  const infrastructure = createInfrastructureRole(
    `${name}-infrastructure`,
    { instanceRole: profile.role, partition },
    options,
  );
  const group = createInstanceSecurityGroup(`${name}-managed-instances`, context.network, options);
  const needed = [...profile.needed, ...infrastructure.needed, ...group.rules];
  const create = (kind: InstanceKind, purchase: Purchase) => {
    const ending = `${kind.name}${purchase === "spot" ? "-spot" : ""}`;
    return new aws.ecs.CapacityProvider(
      `${name}-managed-${ending}`,
      {
        // It must not begin with ecs, as the cluster's may, and is the cluster's own.
        name: pulumi.interpolate`instances-${context.cluster.name}-${ending}`,
        cluster: context.cluster.name,
        managedInstancesProvider: {
          infrastructureRoleArn: infrastructure.role.arn,
          propagateTags: "CAPACITY_PROVIDER",
          autoRepairConfiguration: { actionsStatus: "ENABLED" },
          instanceLaunchTemplate: {
            ec2InstanceProfileArn: profile.instanceProfile.arn,
            capacityOptionType: purchase === "spot" ? "SPOT" : "ON_DEMAND",
            networkConfiguration: {
              subnets: context.network.workloadSubnetIds,
              securityGroups: [group.securityGroup.id],
            },
            storageConfiguration: { storageSizeGib: context.instances.diskGib ?? defaultInstanceDisk },
            instanceRequirements: requirementsOf(kind, context.instances.types !== undefined),
          },
        },
      },
      { ...options, dependsOn: needed },
    ).name;
  };
  return instanceCompute(
    { compatibility: compatibilities["managed-instances"], instances: group, placement: () => ({}) },
    kinds.map((kind) => {
      return { kind: kind.name, onDemand: create(kind, "onDemand"), spot: create(kind, "spot") };
    }),
  );
}

/** What ECS may choose from: instances with room for the largest task, of these types where the stack names any. */
function requirementsOf(
  { architecture, largest, types }: InstanceKind,
  areTypesGiven: boolean,
): InstanceRequirements {
  return {
    vcpuCount: { min: Math.ceil(largest.cpu / 1024) },
    memoryMib: { min: largest.memory },
    cpuManufacturers: architecture === "arm64" ? ["amazon-web-services"] : ["amd", "intel"],
    ...(areTypesGiven
      ? { allowedInstanceTypes: types, burstablePerformance: "included" }
      : { instanceGenerations: ["current"] }),
    ...(largest.gpu !== undefined && {
      acceleratorCount: { min: largest.gpu },
      acceleratorTypes: ["gpu"],
      acceleratorManufacturers: ["nvidia"],
    }),
  };
}
