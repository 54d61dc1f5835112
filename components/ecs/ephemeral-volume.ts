import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EcsCompute } from "../../facts/ecs-computes";
import { assumeRolePolicy } from "../assume-role-policy";
import type { BlockVolume } from "../block-volume";
import type { CompleteService } from "../complete-service";
import { createRole } from "../service-role";
import { volumeName, type WritableVolume } from "../writable-volumes";
import type { EcsCluster } from "./cluster";
import { volumesPolicy } from "./volumes-policy";

/** Volumes that are deleted with their task, by directory: one at most. */
export type EphemeralVolumes = Readonly<Record<string, BlockVolume>>;

/** How ECS creates the volume of a task. */
export interface EphemeralVolume {
  /** What the service says of it. */
  configuration: aws.types.input.ecs.ServiceVolumeConfiguration;
  /** What RunTask says of it. */
  ofTask: pulumi.Input<object>;
  /** The role that ECS manages volumes with. */
  role: aws.iam.Role;
  /** What a task needs to start: the policy of the role. */
  needed: pulumi.Resource[];
}

/** Where a container mounts its volume. No writable directory's volume has its name: those with a hyphen end with a digest. */
export function ephemeralMounts(volumes: EphemeralVolumes): WritableVolume[] {
  return Object.keys(volumes).map((path) => ({ name: `ephemeral-${volumeName(path)}`, path }));
}

/** The volume of a task that ECS creates as it starts the task. */
export function ephemeralTaskVolumes(volumes: EphemeralVolumes): aws.types.input.ecs.TaskDefinitionVolume[] {
  return ephemeralMounts(volumes).map(({ name }) => ({ name, configureAtLaunch: true }));
}

/**
 * Validates the volumes of each replica's own on ECS: it attaches one new volume to a task, writable for the container's user, and
 * deletes it with the task. External instances aren't of EC2.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html (read 2026-11-22)
 */
export function validateVolumesOnEcs(
  { blockVolumes, ephemeralVolumes }: Pick<CompleteService, "blockVolumes" | "ephemeralVolumes">,
  compute: EcsCompute,
): string[] {
  const paths = Object.keys(ephemeralVolumes);
  return [
    ...Object.keys(blockVolumes).map(
      (path) =>
        `service.volumes["${path}"] is a block volume, which ECS deletes with its task: must be a file system, be ephemeral, or run on EKS`,
    ),
    ...(paths.length > 1
      ? [
          `service.volumes has ephemeral volumes at ${paths.join(" and ")}: must have one, since ECS attaches one to a task`,
        ]
      : []),
    ...(compute === "external"
      ? paths.map(
          (path) =>
            `service.volumes["${path}"] is a volume of EBS: must be left out with service.compute external, whose instances aren't of EC2`,
        )
      : []),
  ];
}

/**
 * Creates the role by which ECS creates, attaches and deletes the volume of each task of a service; undefined where it has none.
 *
 * @param component The service's component, the parent.
 */
export function createEphemeralVolume(
  name: string,
  { ephemeralVolumes }: Pick<CompleteService, "ephemeralVolumes">,
  cluster: Pick<EcsCluster, "name" | "context">,
  component: pulumi.Resource,
): EphemeralVolume | undefined {
  const [mount] = ephemeralMounts(ephemeralVolumes);
  const [volume] = Object.values(ephemeralVolumes);
  if (mount === undefined || volume === undefined) return undefined;
  const { role, policy } = createRole(
    `${name}-volumes`,
    { trust: assumeRolePolicy("ecs.amazonaws.com"), permissions: volumesPolicy(cluster) },
    { parent: component },
  );
  const { storageGib, type: volumeType = "gp3", iops, throughput } = volume;
  const performance = {
    ...(iops !== undefined && { iops }),
    ...(throughput !== undefined && { throughput }),
  };
  const { name: volumeOfTask } = mount;
  return {
    configuration: {
      name: volumeOfTask,
      managedEbsVolume: {
        roleArn: role.arn,
        encrypted: true,
        volumeType,
        sizeInGb: storageGib,
        ...performance,
        fileSystemType: "xfs",
        tagSpecifications: [{ resourceType: "volume", propagateTags: "SERVICE" }],
      },
    },
    ofTask: {
      name: volumeOfTask,
      managedEBSVolume: {
        roleArn: role.arn,
        encrypted: true,
        volumeType,
        sizeInGiB: storageGib,
        ...performance,
        filesystemType: "xfs",
        tagSpecifications: [{ resourceType: "volume", propagateTags: "TASK_DEFINITION" }],
        terminationPolicy: { deleteOnTermination: true },
      },
    },
    role,
    needed: [policy],
  };
}

/**
 * Options by which another volume is another service of ECS: the AWS provider takes the volume from no service that runs
 * (https://github.com/hashicorp/terraform-provider-aws/pull/49185, open in November 2026). The new one is created first, unless it
 * has what no two services have: an endpoint of Service Connect, or a listener rule whose requests ECS shifts.
 */
export function replacedWithVolume(isUnique: boolean): pulumi.CustomResourceOptions {
  return { replaceOnChanges: ["volumeConfiguration"], ...(isUnique && { deleteBeforeReplace: true }) };
}
