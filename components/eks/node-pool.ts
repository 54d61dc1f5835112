import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Architecture, ServiceDescription } from "../service";

/** The parts of a service that decide which nodes it can run on. */
export type NodeNeeds = Pick<ServiceDescription, "architecture" | "capacity" | "scaling">;

/** Where the copies of one service may run: Karpenter's names of EC2 capacity, or both. */
export type CapacityType = "spot" | "on-demand" | "mixed";

/** Kubernetes' name of a CPU architecture, as in the node label kubernetes.io/arch. */
export function kubernetesArchitecture(architecture: Architecture): "arm64" | "amd64" {
  return architecture === "arm64" ? "arm64" : "amd64";
}

/**
 * The capacity that a service runs on. Kubernetes can't count copies by capacity, as ECS does; it can only
 * spread them evenly over both. Hence:
 *
 * - no weight on Spot: On-Demand only;
 * - neither a base nor a weight on On-Demand: Spot only;
 * - both: an even spread, as long as half of the fewest copies covers the base; if it doesn't, On-Demand
 *   only, because a base is a promise.
 */
export function capacityTypeOf({ capacity, scaling }: Omit<NodeNeeds, "architecture">): CapacityType {
  if (capacity.spot === 0) return "on-demand";
  if (capacity.base === 0 && capacity.fargate === 0) return "spot";
  return capacity.base * 2 <= scaling.min ? "mixed" : "on-demand";
}

/**
 * The node pool that services run on: EC2 instances that Auto Mode starts and stops as pods come and go, of
 * exactly the architectures and the capacity (Spot, On-Demand) that the services need. Auto Mode's own
 * general-purpose pool can't stand in for it: it is amd64 and On-Demand only.
 *
 * Nodes are instances of the families c, m and r from the fifth generation on, are replaced after two weeks
 * (Auto Mode allows three at most) and are removed when their pods fit elsewhere.
 *
 * Price: that of the instances and, on top, 12 % of their On-Demand price for Auto Mode. The smallest that
 * fits one small service, c6g.large (Auto Mode starts none with a single CPU), is about $50 a month On-Demand or
 * $20 on Spot, plus $6 for Auto Mode and $6 for its disk.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html
 */
export function createNodePool(
  name: string,
  args: { services: NodeNeeds[]; maxCpus: number },
  options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  const architectures = new Set(args.services.map((service) => kubernetesArchitecture(service.architecture)));
  const capacityTypes = new Set(
    args.services.map(capacityTypeOf).flatMap((type) => (type === "mixed" ? ["on-demand", "spot"] : [type])),
  );
  return new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "services" },
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "default" },
            requirements: [
              { key: "kubernetes.io/arch", operator: "In", values: [...architectures].sort() },
              { key: "karpenter.sh/capacity-type", operator: "In", values: [...capacityTypes].sort() },
              { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
              { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
            ],
            expireAfter: "336h",
            terminationGracePeriod: "1h",
          },
        },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "1m",
          budgets: [{ nodes: "10%" }],
        },
        limits: { cpu: String(args.maxCpus) },
      },
    },
    options,
  );
}
