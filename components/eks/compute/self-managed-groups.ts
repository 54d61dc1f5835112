import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { defaultNodes } from "../../../facts/eks-node-groups";
import { nodeImageParameter, nodeTemplateTags } from "../../../facts/eks-self-managed-nodes";
import { nodeDiskFor } from "../../../facts/ephemeral-storage";
import { defaultKubernetesVersion } from "../../../facts/kubernetes-versions";
import { instanceProfileOf } from "../../instance-profile";
import { mixedInstances } from "../../mixed-instances";
import { NodeDraining } from "../node-draining";
import { nodeConfig } from "./node-config";
import type { NodeGroupsContext } from "./node-groups-compute";
import type { NodeKind } from "./node-kinds";
import { createNodeLaunchTemplate } from "./node-launch-template";

/**
 * Creates the Auto Scaling groups of self-managed nodes, one of each kind, with a launch template: the current image of Amazon
 * Linux 2023 for the cluster's Kubernetes version, which Systems Manager resolves whenever an instance starts, the cluster's security group,
 * and the configuration that a node joins with. Their role has an access entry of its own. Before a node ends, it is drained.
 *
 * Costs the instances, such as $49.64 a month for c6g.large, and $0.08 a month for each GiB of their volumes.
 */
export function createSelfManagedGroups(
  name: string,
  kinds: readonly NodeKind[],
  context: NodeGroupsContext,
  options: { parent: pulumi.Resource },
): aws.autoscaling.Group[] {
  const { clusterName, role, api } = context;
  const entry = new aws.eks.AccessEntry(
    `${name}-self-managed-nodes`,
    { clusterName, principalArn: role.arn, type: "EC2_LINUX" },
    options,
  );
  const profile = instanceProfileOf(`${name}-self-managed-nodes`, role, options);
  const needed = [...context.needed, entry];
  const groups = kinds.map((kind): [string, aws.autoscaling.Group] => {
    const nameOfGroup = `${name}-${kind.name}`;
    return [nameOfGroup, createGroup(nameOfGroup, kind, { ...context, needed, profile }, options)];
  });
  if (api) {
    new NodeDraining(
      `${name}-node-draining`,
      {
        clusterName,
        api,
        groups: Object.fromEntries(groups),
        retentionDays: context.logRetentionDays,
        logKeyArn: context.logKeyArn,
      },
      { ...options, providers: { kubernetes: context.provider } },
    );
  }
  return groups.map(([, group]) => group);
}

interface GroupContext extends NodeGroupsContext {
  profile: aws.iam.InstanceProfile;
}

function createGroup(
  name: string,
  kind: NodeKind,
  context: GroupContext,
  options: { parent: pulumi.Resource },
): aws.autoscaling.Group {
  const { tags = {}, workloadSubnetIds, needed } = context;
  const { nodes, services } = kind;
  const { min = defaultNodes.min, max = defaultNodes.max } = nodes;
  const { diskGib = nodeDiskFor(services, defaultNodes.diskGib) } = nodes;
  const launchTemplate = createNodeLaunchTemplate(
    name,
    { operatingSystem: "al2023", diskGib, tags, bootstrap: bootstrapOf(kind, context) },
    options,
  );
  return new aws.autoscaling.Group(
    name,
    {
      vpcZoneIdentifiers: workloadSubnetIds,
      minSize: min,
      maxSize: max,
      mixedInstancesPolicy: mixedInstances(launchTemplate, kind.types, "onDemand"),
      // Another launch template replaces the nodes: the successors of a tenth of them, at least of one, start first.
      instanceRefresh: {
        strategy: "Rolling",
        preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
      },
      // It would terminate nodes with pods. Cluster Autoscaler keeps the zones even where it adds nodes.
      suspendedProcesses: ["AZRebalance"],
      tags: [
        // Those of the instances the launch template has.
        ...Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
        ...tagsOf(kind, diskGib, context.clusterName),
      ],
    },
    {
      ...options,
      dependsOn: needed,
      // Cluster Autoscaler changes it with the pods.
      ignoreChanges: ["desiredCapacity"],
    },
  );
}

/** What its instances join the cluster with. */
function bootstrapOf(
  { architecture, nodes, taints }: NodeKind,
  { cluster, clusterName, version = defaultKubernetesVersion, profile }: GroupContext,
) {
  const { endpoint, certificateAuthority, kubernetesNetworkConfig } = cluster.eksCluster;
  const userData = pulumi
    .all([clusterName, endpoint, certificateAuthority, kubernetesNetworkConfig])
    .apply(([name, url, { data }, { serviceIpv4Cidr }]) =>
      nodeConfig({
        clusterName: name,
        endpoint: url,
        certificateAuthority: data,
        serviceCidr: serviceIpv4Cidr,
        labels: nodes.labels ?? {},
        taints,
      }),
    );
  return {
    imageId: `resolve:ssm:${nodeImageParameter(version, architecture)}`,
    iamInstanceProfile: { arn: profile.arn },
    vpcSecurityGroupIds: [cluster.clusterSecurityGroupId],
    userData: userData.apply((text) => Buffer.from(text).toString("base64")),
  };
}

/** Tags by which the instances are the cluster's, and Cluster Autoscaler scales the group, also from none. */
function tagsOf(
  { nodes: { labels = {} }, taints }: NodeKind,
  diskGib: number,
  clusterName: pulumi.Input<string>,
): aws.types.input.autoscaling.GroupTag[] {
  const { label, taint, resource } = nodeTemplateTags;
  const ofGroup: [pulumi.Input<string>, string][] = [
    ["k8s.io/cluster-autoscaler/enabled", "true"],
    [pulumi.interpolate`k8s.io/cluster-autoscaler/${clusterName}`, "owned"],
    [`${resource}ephemeral-storage`, `${diskGib}Gi`],
    ...Object.entries(labels).map<[string, string]>(([key, value]) => [`${label}${key}`, value]),
    ...taints.map<[string, string]>(({ key, value = "", effect }) => [
      `${taint}${key}`,
      `${value}:${effect}`,
    ]),
  ];
  return [
    {
      key: pulumi.interpolate`kubernetes.io/cluster/${clusterName}`,
      value: "owned",
      propagateAtLaunch: true,
    },
    ...ofGroup.map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
  ];
}
