import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type NodeOperatingSystem, nodeDevices } from "../../../facts/eks-node-groups";
import type { Tags } from "./node-class";

/** What nodes join a cluster with. */
export type NodeBootstrap = Pick<
  aws.ec2.LaunchTemplateArgs,
  "imageId" | "iamInstanceProfile" | "vpcSecurityGroupIds" | "userData"
>;

/**
 * Creates the launch template of a node group: IMDSv2 at a hop limit of 1, so that pods don't reach the node's credentials, and
 * encrypted gp3 volumes. Costs nothing itself.
 *
 * @param args.bootstrap What its nodes join the cluster with; EKS adds it for a managed node group.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export function createNodeLaunchTemplate(
  name: string,
  args: { operatingSystem: NodeOperatingSystem; diskGib: number; tags: Tags; bootstrap?: NodeBootstrap },
  options: pulumi.CustomResourceOptions,
): aws.ec2.LaunchTemplate {
  const { system, containers } = nodeDevices[args.operatingSystem];
  const volume = { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" };
  const tags = { ...args.tags, Name: name };
  return new aws.ec2.LaunchTemplate(
    name,
    {
      ...args.bootstrap,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        ...(system ? [{ deviceName: system, ebs: volume }] : []),
        { deviceName: containers, ebs: { ...volume, volumeSize: args.diskGib } },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags,
      })),
      updateDefaultVersion: true,
    },
    options,
  );
}
