import type * as aws from "@pulumi/aws";
import type { Cluster, ClusterArgs } from "@pulumi/eks/cluster";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../../facts/eks-addons";
import type { EksCompute } from "../../../facts/eks-computes";
import type { CapacityType } from "../capacity-type";
import type { ClusterApi } from "../cluster-api";
import type { EksClusterArgs } from "../cluster-arguments";
import type { ContainerLogs, ContainerLogsArgs, ContainerLogsOptions } from "../container-logs";
import type { Controllers } from "../controllers";
import type { Identity } from "../identity";
import type { GroupPlacement } from "./group-placement";

/** One kind of what the pods of a cluster run on: what the cluster and its pods say of it, and how it is created. */
export interface Compute {
  /** What a cluster is created with for it. */
  readonly clusterArguments: Pick<
    ClusterArgs,
    "autoMode" | "corednsAddonOptions" | "kubeProxyAddonOptions" | "useDefaultVpcCni"
  >;
  /** What eks.Cluster has no argument for. @default nothing */
  readonly clusterTransform?: pulumi.ResourceTransform;
  /** How pods are placed on it. */
  placement(args: Pick<EksClusterArgs, "nodeGroups">): PodPlacement;
  /** Creates what pods get the credentials of their roles by. */
  createIdentity(name: string, cluster: ClusterTokens, options: { parent: pulumi.Resource }): Identity;
  /** What creates load balancers and volumes for them. */
  readonly controllers: Controllers;
  /** Validates what of a cluster's arguments depends on it. */
  validate(args: EksClusterArgs): string[];
  /** Creates what collects the log lines of the services' containers. */
  createContainerLogs(name: string, args: ContainerLogsArgs, options: ContainerLogsOptions): ContainerLogs;
  /** Creates what pods run on. */
  createNodes(name: string, context: ComputeContext, options: ComputeOptions): Nodes;
}

/** What Pod Identity associations are created with. */
export interface ClusterTokens {
  /** Name of the cluster, an output of it. */
  clusterName: pulumi.Output<string>;
  /** Who issues the tokens of its service accounts, with https://. */
  issuerUrl: pulumi.Output<string>;
}

/** How pods are placed on nodes. */
export interface PodPlacement {
  /** Whether its scheduler spreads pods as they ask. */
  readonly spreads: boolean;
  /** By which label they choose nodes by their capacity; undefined where nodes don't say it. */
  readonly capacityLabel: CapacityLabel | undefined;
  /** Annotations of pods that nothing moves to another node to remove theirs. */
  readonly unmoved: Readonly<Record<string, string>>;
  /** How pods get onto the nodes of the node groups that services name, by name. */
  readonly groups: Readonly<Record<string, GroupPlacement>>;
}

/** A label of nodes, with its value for each capacity. */
export interface CapacityLabel {
  readonly key: string;
  readonly values: Readonly<Record<Exclude<CapacityType, "mixed">, string>>;
}

/** Where nodes are, and for what. */
export interface ComputeContext
  extends Pick<
      EksClusterArgs,
      "services" | "maxCpus" | "nodes" | "nodeGroups" | "tags" | "version" | "logRetentionDays" | "logKeyArn"
    >,
    Pick<EksClusterArgs["network"], "workloadSubnetIds" | "assignPublicIp"> {
  /** Namespaces that pods run in besides the cluster's own: that of the services first. */
  namespaces: readonly string[];
  /** The cluster that they join. */
  cluster: Cluster;
  /** Its name, an output of it. */
  clusterName: pulumi.Output<string>;
  /** Versions of its add-ons. */
  addonVersions: AddonVersions;
  /** How functions call its API; undefined where none does. */
  api: ClusterApi | undefined;
}

/** Whose children nodes are, and what applies Kubernetes objects to their cluster. */
export interface ComputeOptions {
  parent: pulumi.Resource;
  provider: k8s.Provider;
}

/** What the pods of a cluster run on. */
export interface Nodes {
  /** What it is. */
  readonly compute: EksCompute;
  /** The role that log lines are written with; undefined where a pod with a role of its own does. */
  readonly logRole?: aws.iam.Role;
  /** What pods need to start. On destroy it is deleted after them. */
  readonly ready: pulumi.Resource[];
  /** What enforces network policies. */
  readonly enforcement: pulumi.Resource[];
  /** The permissions without which the cluster creates no load balancer. */
  readonly permissions: pulumi.Resource[];
}
