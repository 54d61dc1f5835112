import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { capacityTypeOf, kubernetesArchitecture } from "../capacity-type";
import type { NodeRequirements } from "../cluster-arguments";

/**
 * Creates the node pool of the services: EC2 instances that Auto Mode starts and terminates as pods come and go, of exactly
 * the architectures and the capacity (Spot, On-Demand) that the services need. Auto Mode's own general-purpose pool is amd64
 * and On-Demand only.
 *
 * Nodes are instances of the families c, m and r from the fifth generation on, expire after two weeks (Auto Mode allows at
 * most three) and are removed when their pods fit elsewhere.
 *
 * Monthly cost: that of the instances, plus 12 % of their On-Demand price for Auto Mode. The smallest that fits one small
 * service, c6g.large (Auto Mode starts none with a single CPU), is about $50 On-Demand or $20 on Spot, plus $6 for Auto Mode
 * and $6 for its disk.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html
 */
export function createNodePool(
  name: string,
  args: { services: NodeRequirements[]; maxCpus: number; nodeClass: k8s.apiextensions.CustomResource },
  options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  const architectures = new Set(args.services.map((service) => kubernetesArchitecture(service.architecture)));
  return createPool(
    name,
    {
      ...args,
      // Above Auto Mode's pool "system", which has none: the metrics server tolerates its taint, and would start a node there.
      ...{ poolName: "services", weight: 10 },
      requirements: [
        { key: "kubernetes.io/arch", operator: "In", values: [...architectures].sort() },
        capacityRequirement(args.services),
        { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
        { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
      ],
    },
    options,
  );
}

/** What a node has to be. */
export interface Requirement {
  key: string;
  operator: "In" | "Gt";
  values: string[];
}

/** Spot, On-Demand or both, as services need them; On-Demand where nothing runs yet. */
export function capacityRequirement(services: readonly NodeRequirements[]): Requirement {
  const types = services
    .map(capacityTypeOf)
    .flatMap((type) => (type === "mixed" ? ["on-demand", "spot"] : [type]));
  const values = types.length > 0 ? [...new Set(types)].sort() : ["on-demand"];
  return { key: "karpenter.sh/capacity-type", operator: "In", values };
}

/** Creates a node pool, whose nodes are replaced alike in all of a cluster. */
export function createPool(
  name: string,
  args: {
    /** Name in the cluster. */
    poolName: string;
    requirements: Requirement[];
    /** Labels of its nodes besides Karpenter's. */
    labels?: Readonly<Record<string, string>> | undefined;
    taints?: readonly { key: string; value?: string; effect: string }[];
    weight?: number;
    maxCpus: number;
    nodeClass: k8s.apiextensions.CustomResource;
  },
  options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  const { poolName, requirements, labels, taints, weight, maxCpus, nodeClass } = args;
  return new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: poolName },
      spec: {
        template: {
          ...(labels && { metadata: { labels: { ...labels } } }),
          spec: {
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: nodeClass.metadata.name },
            ...(taints && taints.length > 0 && { taints: [...taints] }),
            requirements,
            expireAfter: "336h",
            terminationGracePeriod: "1h",
          },
        },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "1m",
          budgets: [{ nodes: "10%" }],
        },
        ...(weight !== undefined && { weight }),
        limits: { cpu: String(maxCpus) },
      },
    },
    options,
  );
}
