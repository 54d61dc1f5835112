import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ecsImageParameters } from "../../../facts/ecs-computes";
import { reservedMemory } from "../../../facts/ecs-instances";
import type { InstanceKind } from "./instance-kinds";

/** What container instances are launched with. */
export interface LaunchTemplateArgs {
  clusterName: pulumi.Input<string>;
  instanceProfile: aws.iam.InstanceProfile;
  securityGroup: aws.ec2.SecurityGroup;
  /** GiB of the volume. */
  diskGib: number;
  /** Tags of instances and volumes. */
  tags: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Creates the launch template of a kind of instances: the current ECS-optimized image of Amazon Linux 2023, which Systems
 * Manager resolves whenever an instance starts, IMDSv2 at a hop limit of 1, and an encrypted gp3 volume. Costs nothing itself.
 */
export function createLaunchTemplate(
  name: string,
  { architecture, gpu, sharesNetwork }: Pick<InstanceKind, "architecture" | "gpu" | "sharesNetwork">,
  args: LaunchTemplateArgs,
  options: pulumi.CustomResourceOptions,
): aws.ec2.LaunchTemplate {
  const { clusterName, instanceProfile, securityGroup, diskGib, tags } = args;
  const named = { ...tags, Name: name };
  return new aws.ec2.LaunchTemplate(
    name,
    {
      imageId: `resolve:ssm:${ecsImageParameters[gpu ? "gpu" : architecture]}`,
      iamInstanceProfile: { arn: instanceProfile.arn },
      vpcSecurityGroupIds: [securityGroup.id],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: diskGib,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags: named })),
      userData: pulumi.output(clusterName).apply((cluster) => base64(userData(cluster, sharesNetwork))),
      updateDefaultVersion: true,
    },
    options,
  );
}

/**
 * Keeps the containers of tasks in network mode host from the instance's credentials, by which they could take those of every
 * task on it: none runs as root, as the ECS agent does.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html (read 2026-11-21)
 */
const blockMetadata = "iptables -I OUTPUT -d 169.254.169.254 -m owner ! --uid-owner root -j REJECT";

/**
 * The configuration of the ECS agent: tasks with a network interface of their own don't reach the instance's credentials, no
 * container is privileged, and tasks drain from a Spot instance that AWS interrupts.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html (read 2026-11-21)
 */
export function userData(clusterName: string, sharesNetwork: boolean): string {
  const variables = {
    ECS_CLUSTER: clusterName,
    ECS_AWSVPC_BLOCK_IMDS: true,
    ECS_DISABLE_PRIVILEGED: true,
    ECS_ENABLE_SPOT_INSTANCE_DRAINING: true,
    ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM: "ec2_instance",
    ECS_RESERVED_MEMORY: reservedMemory,
  };
  const lines = Object.entries(variables).map(([variable, value]) => `${variable}=${value}`);
  return [
    "#!/bin/bash",
    "cat >> /etc/ecs/ecs.config <<'END'",
    ...lines,
    "END",
    ...(sharesNetwork ? [blockMetadata] : []),
    "",
  ].join("\n");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
