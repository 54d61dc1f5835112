import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { instanceSize } from "../../../facts/ecs-instances";
import { defaultNodes } from "../../../facts/eks-node-groups";
import { kubernetesArchitecture } from "../capacity-type";
import type { EksClusterArgs } from "../cluster-arguments";
import { gpuTaint } from "../gpu";
import { machineOf, taintsOf } from "./group-placement";
import type { NodeGroupArgs } from "./named-node-groups-arguments";
import { decidedByAutoMode } from "./named-node-groups-arguments";
import { validateNodeGroups } from "./named-node-groups-validation";
import { capacityRequirement, createPool } from "./node-pool";

/** vCPUs of the largest instances, for types whose size isn't known here. */
const mostVcpus = 192;

/**
 * Creates the node pools that services and jobs name: of the given instance types, at most as many vCPUs as `max` of the largest have.
 * Auto Mode starts their nodes with the pods, and removes them afterwards.
 *
 * Costs nothing while nothing runs on them; then as `createNodePool` says.
 */
export function createNamedNodePools(
  name: string,
  {
    nodeGroups = {},
    services,
    nodeClass,
  }: Pick<EksClusterArgs, "nodeGroups" | "services"> & { nodeClass: k8s.apiextensions.CustomResource },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): k8s.apiextensions.CustomResource[] {
  return Object.entries(nodeGroups).map(([group, args]) => {
    const { architecture, gpu } = machineOf(args);
    const named = services.filter(({ nodeGroup }) => nodeGroup === group);
    return createPool(
      `${name}-${group}-node-pool`,
      {
        poolName: group,
        nodeClass,
        labels: args.labels,
        taints: [...(gpu ? [gpuTaint] : []), ...taintsOf(group, args)],
        requirements: [
          { key: "kubernetes.io/arch", operator: "In", values: [kubernetesArchitecture(architecture)] },
          capacityRequirement(named),
          { key: "node.kubernetes.io/instance-type", operator: "In", values: args.instanceTypes },
        ],
        maxCpus: (args.max ?? defaultNodes.max) * largestOf(args),
      },
      options,
    );
  });
}

function largestOf({ instanceTypes }: NodeGroupArgs): number {
  return Math.max(...instanceTypes.map((type) => instanceSize(type)?.vcpus ?? mostVcpus));
}

/** Validates the node pools that services and jobs name. */
export function validateNodePools(args: Pick<EksClusterArgs, "nodeGroups" | "services">): string[] {
  const { nodeGroups = {} } = args;
  return [
    ...validateNodeGroups(args),
    ...Object.entries(nodeGroups).flatMap(([name, group]) =>
      decidedByAutoMode
        .filter((key) => group[key] !== undefined)
        .map((key) => `nodeGroups.${name}.${key} is of node groups: must be left out with compute auto`),
    ),
  ];
}
