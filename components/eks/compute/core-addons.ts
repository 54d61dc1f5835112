import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CoreAddon } from "../../../facts/eks-addons";
import { vpcCniPolicy } from "../../../facts/eks-node-groups";
import { awsContextOf } from "../../aws-context";
import { createAddon } from "../addon";
import { podIdentity } from "../pod-identity";
import { createPodRole } from "../pod-role";
import type { ComputeContext } from "./compute";

type Cluster = Pick<ComputeContext, "clusterName" | "addonVersions">;

/**
 * Creates the add-ons that nodes need to join: the agent of Pod Identity, kube-proxy, and the VPC CNI, which gives pods addresses and
 * enforces network policies. Its pods have a role of their own, so that those of nodes can't change network interfaces.
 *
 * @returns the VPC CNI last.
 */
export function createNetworkAddons(
  name: string,
  cluster: Cluster,
  options: { parent: pulumi.Resource },
): { addons: pulumi.Resource[]; vpcCni: aws.eks.Addon } {
  const agent = createCoreAddon(name, "eks-pod-identity-agent", cluster, options);
  const kubeProxy = createCoreAddon(name, "kube-proxy", cluster, options);
  const { clusterName } = cluster;
  const { role, associations } = createPodRole(
    `${name}-vpc-cni`,
    { identity: podIdentity(clusterName), namespace: "kube-system", serviceAccount: "aws-node" },
    { ...options, dependsOn: [agent] },
  );
  const { partition } = awsContextOf(options.parent);
  const policy = new aws.iam.RolePolicyAttachment(
    `${name}-vpc-cni`,
    { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${vpcCniPolicy}` },
    options,
  );
  const vpcCni = createCoreAddon(
    name,
    "vpc-cni",
    { ...cluster, configuration: { enableNetworkPolicy: "true" } },
    { ...options, dependsOn: [agent, ...associations, policy] },
  );
  return { addons: [agent, kubeProxy, vpcCni], vpcCni };
}

/** Creates the add-ons that need nodes, such as DNS. */
export function createNodeAddons(
  name: string,
  { nodeAddons, ...cluster }: Cluster & { nodeAddons: readonly CoreAddon[] },
  options: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): pulumi.Resource[] {
  return nodeAddons.map((addon) => createCoreAddon(name, addon, cluster, options));
}

/** Creates the add-on of DNS for a cluster without nodes, whose pods run on Fargate. */
export function createFargateDns(
  name: string,
  cluster: Cluster,
  options: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): aws.eks.Addon {
  return createCoreAddon(name, "coredns", { ...cluster, configuration: { computeType: "Fargate" } }, options);
}

function createCoreAddon(
  name: string,
  addonName: CoreAddon,
  { clusterName, addonVersions, configuration }: Cluster & { configuration?: object },
  options: pulumi.CustomResourceOptions,
): aws.eks.Addon {
  return createAddon(
    `${name}-${addonName.replace(/^eks-/, "")}`,
    {
      clusterName,
      addonName,
      addonVersions,
      ...(configuration && { configurationValues: JSON.stringify(configuration) }),
    },
    options,
  );
}
