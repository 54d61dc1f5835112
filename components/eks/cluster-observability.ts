import type * as aws from "@pulumi/aws";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import type { EksClusterArgs } from "./cluster-arguments";
import type { Compute, Nodes } from "./compute/compute";
import type { ContainerLogs } from "./container-logs";
import { createInsights } from "./insights";

/** What a cluster says of its containers. */
export interface ClusterObservability {
  /** Where their logs are, unless nothing collects them. */
  containerLogs: ContainerLogs | undefined;
  /** Container Insights, where the cluster has it. */
  insights: aws.eks.Addon | undefined;
}

/** Creates what collects the logs of a cluster's containers, and what measures them. */
export function createClusterObservability(
  name: string,
  args: Pick<EksClusterArgs, "services" | "containerLogs" | "insights" | "logKeyArn" | "logRetentionDays"> & {
    clusterName: string;
    addonVersions: AddonVersions;
    namespace: string;
    compute: Compute;
    nodes: Nodes;
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): ClusterObservability {
  const { compute, nodes, logRetentionDays: retentionDays = 7 } = args;
  const { parent } = options;
  const dependsOn = nodes.ready;
  const collected = { ...args, retentionDays, logRole: nodes.logRole };
  return {
    containerLogs:
      args.containerLogs === false
        ? undefined
        : compute.createContainerLogs(name, collected, { ...options, dependsOn }),
    insights: createInsights(name, { ...args, retentionDays }, { parent, dependsOn }),
  };
}
