import type { CostLine, Range } from "pulumi-offline-preview";
import { vcpusOf } from "../facts/ecs-instances";
import { autoModeDisk } from "../facts/eks-nodes";
import { podStorageOf } from "../facts/ephemeral-storage";
import { costLine } from "./cost-line";
import { gpuNodes } from "./eks-gpu-nodes";
import { fits, type Nodes } from "./eks-node-room";
import { hasGpus, type PodGroup, podGroupsOf } from "./eks-pod-groups";
import { onEachNode, type Pods } from "./eks-pods";
import { namedTypes, typesOf } from "./eks-pool-types";
import type { Estimate } from "./estimator";
import { cents } from "./money";
import { zonesOf } from "./network";
import { input, inside, number, type PricedPlan, type PricedResource, text } from "./priced-plan";
import { monitored } from "./runtime-monitoring";

/** Most nodes of a group: with more, the figure would be no estimate. */
const maxNodes = 100;

/**
 * The nodes that EKS Auto Mode starts for the pods of a plan: the cheapest that fit the pods' resource requests.
 * The real number also depends on Spot capacity, on the order in which pods are scheduled and on rollouts.
 */
export function autoModeNodes(pool: PricedResource, estimate: Estimate): CostLine[] {
  const spec = input(pool, "spec", "template", "spec");
  if (inside(spec, "nodeClassRef", "group") !== "eks.amazonaws.com") {
    estimate.noPrice(pool, "nodes of a pool that isn't one of EKS Auto Mode");
    return [];
  }
  const withGpus = hasGpus(pool);
  const named = namedTypes(pool);
  const nodesFor = withGpus ? gpuNodes : cheapest;
  return podGroupsOf(pool, estimate.plan).flatMap((group) => {
    const fewest = nodesFor(group, "min", estimate, pool);
    const most = nodesFor(group, "max", estimate, pool);
    if (fewest === undefined || most === undefined) {
      const larger = withGpus ? "g4dn.xlarge, the one with a GPU" : "the largest instance";
      const nodes = named
        ? `nodes of ${named.join(", ")}`
        : `nodes for pods larger than ${larger} in the price table`;
      estimate.noPrice(pool, nodes);
      return [];
    }
    return linesOf(pool, group, fewest, most, estimate);
  });
}

function linesOf(
  pool: PricedResource,
  { architecture, capacity }: PodGroup,
  fewest: Nodes,
  most: Nodes,
  estimate: Estimate,
): CostLine[] {
  const { urn } = pool;
  const share = capacity === "spot" ? estimate.price("instanceSpot") : 1;
  const fee = estimate.price("eksAutoMode");
  const quantity = { min: fewest.count, max: most.count };
  const instances = (factor: number): Range =>
    cents({ min: fewest.price * factor, max: most.price * factor });
  const names = fewest.name === most.name ? fewest.name : `${fewest.name} to ${most.name}`;
  const nodes = `EKS node, ${names}, ${architecture} ${capacity === "spot" ? "Spot" : "On-Demand"}`;
  const feeText = `EKS Auto Mode fee, ${percent(fee)} of ${names}`;
  const disk = diskOf(pool, estimate);
  const diskPrice = disk * estimate.price("diskGp3");
  const lines: CostLine[] = [
    { urn, kind: "eks-node", what: nodes, quantity, monthly: instances(share) },
    { urn, kind: "eks-node-fee", what: feeText, quantity, monthly: instances(fee) },
    costLine(pool, "eks-node-disk", `node disk, ${disk} GiB gp3`, quantity, diskPrice),
  ];
  if (estimate.plan.hasNoNat()) {
    const price = estimate.price("publicAddress");
    lines.push(costLine(pool, "eks-node-address", "public IPv4 address of a node", quantity, price));
  }
  const vcpus = { min: vcpusOf(fewest.name) * fewest.count, max: vcpusOf(most.name) * most.count };
  const reason = "cheapest nodes that fit the resource requests of the pods";
  const spot = `${reason}; Spot at ${percent(share)} of the On-Demand price`;
  return [
    ...lines.map((line) => ({
      ...line,
      estimate: line.kind === "eks-node" && capacity === "spot" ? spot : reason,
    })),
    ...monitored(pool, "eks", vcpus, estimate),
  ];
}

/** GiB of each node's disk, from the pool's node class. */
function diskOf(pool: PricedResource, { plan }: Estimate): number {
  const name = inside(input(pool, "spec", "template", "spec"), "nodeClassRef", "name");
  const [nodeClass] = plan
    .ofType("kubernetes:eks.amazonaws.com/v1:NodeClass")
    .filter((each) => input(each, "metadata", "name") === name);
  const size = nodeClass && text(input(nodeClass, "spec", "ephemeralStorage", "size"));
  return number(/^(\d{1,6})Gi$/.exec(size ?? "")?.[1]) ?? autoModeDisk;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The cheapest nodes of one type for the fewest or the most replicas; undefined where no type is large enough. */
function cheapest(
  group: PodGroup,
  end: keyof Range,
  estimate: Estimate,
  pool: PricedResource,
): Nodes | undefined {
  const replicas = group.pods.map((pods) => pods.count[end]);
  const total = replicas.reduce((sum, count) => sum + count, 0);
  if (total === 0) return { name: "none", count: 0, price: 0 };
  const { zones } = zonesOf(nodeSubnets(estimate.plan), estimate.plan);
  const spread = group.pods.map((pods, index) =>
    pods.acrossZones ? Math.min(zones, replicas[index] ?? 0) : 1,
  );
  const candidates = typesOf(pool, group.architecture, estimate);
  const disk = diskOf(pool, estimate);
  const diskPrice = disk * estimate.price("diskGp3");
  const daemons = onEachNode(estimate.plan);
  let best: (Nodes & { all: number }) | undefined;
  for (let count = Math.max(...spread); count <= Math.min(total, maxNodes); count++) {
    const cpu = daemons.cpu + load(group.pods, end, count, "cpu");
    const memory = daemons.memory + load(group.pods, end, count, "memory");
    if (load(group.pods, end, count, "storage") > podStorageOf(disk)) continue;
    for (const type of candidates.filter((candidate) => fits(candidate, cpu, memory))) {
      const price = count * type.price;
      const all = price + count * diskPrice;
      if (best === undefined || all < best.all) best = { name: type.name, count, price, all };
    }
  }
  return best;
}

/** The subnets of a node class; without one, nodes are in the control plane's. */
function nodeSubnets(plan: PricedPlan): unknown {
  const [nodeClass] = plan.ofType("kubernetes:eks.amazonaws.com/v1:NodeClass");
  const [cluster] = plan.ofType("eks:index:Cluster");
  return nodeClass ? input(nodeClass, "spec", "subnetSelectorTerms") : cluster && input(cluster, "subnetIds");
}

/** What the fullest of `count` nodes has to carry. */
function load(pods: Pods[], end: keyof Range, count: number, what: "cpu" | "memory" | "storage"): number {
  return pods.reduce((sum, of) => sum + Math.ceil(of.count[end] / count) * of[what], 0);
}
