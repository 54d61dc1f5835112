import type { CostLine, Range } from "pulumi-offline-preview";
import { type Pods, podsOf } from "./eks-pods";
import { autoModeDisk, autoModeFamilies, autoModeSizes, reserved } from "./eks-prices";
import type { Estimate } from "./estimator";
import { type InstanceType, instanceType } from "./instance-prices";
import { cents, times } from "./money";
import { zonesOf } from "./network";
import { input, inside, list, type PricedResource, text } from "./priced-plan";

type Architecture = keyof typeof autoModeFamilies;
type CapacityType = "spot" | "on-demand";

/** Nodes of one kind. */
interface Nodes {
  name: string;
  count: number;
  /** Dollars a month, On-Demand, all of them. */
  price: number;
}

/** Pods that can share nodes. */
interface Group {
  architecture: Architecture;
  capacity: CapacityType;
  pods: Pods[];
}

/** Nodes tried for one group at most: more than that is no estimate. */
const mostNodes = 100;

/**
 * The nodes that Auto Mode starts for the pods of a plan: as few and as cheap ones as the requests of the pods fit.
 * What really runs also depends on what Spot has, on the order in which pods come and on roll-outs.
 */
export function autoModeNodes(pool: PricedResource, estimate: Estimate): CostLine[] {
  const spec = input(pool, "spec", "template", "spec");
  if (inside(spec, "nodeClassRef", "group") !== "eks.amazonaws.com") return [];
  return groupsOf(pool, estimate).flatMap((group) => {
    const fewest = cheapest(group, "min", estimate);
    const most = cheapest(group, "max", estimate);
    if (fewest === undefined || most === undefined) {
      const page = "https://aws.amazon.com/ec2/pricing/on-demand/";
      estimate.noPrice(pool, "nodes for pods larger than the largest instance in the price table", page);
      return [];
    }
    return linesOf(pool, group, fewest, most, estimate);
  });
}

function linesOf(
  { urn }: PricedResource,
  { architecture, capacity }: Group,
  fewest: Nodes,
  most: Nodes,
  estimate: Estimate,
): CostLine[] {
  const share = capacity === "spot" ? estimate.price("instanceSpot") : 1;
  const fee = estimate.price("eksAutoMode");
  const disk = autoModeDisk * estimate.price("diskGp3");
  const ofPrice = (factor: number): Range => cents({ min: fewest.price * factor, max: most.price * factor });
  const quantity = { min: fewest.count, max: most.count };
  const fit = "the cheapest nodes that the requests of the pods fit";
  const spot = `${fit}; Spot at ${Math.round(share * 100)} % of the On-Demand price`;
  const names = fewest.name === most.name ? fewest.name : `${fewest.name} to ${most.name}`;
  const kind = `${names}, ${architecture} ${capacity === "spot" ? "Spot" : "On-Demand"}`;
  const addresses: CostLine[] = estimate.plan.hasNoNat()
    ? [
        {
          urn,
          kind: "eks-node-address",
          what: "public IPv4 address of a node",
          quantity,
          monthly: times(quantity, estimate.price("publicAddress")),
          estimate: fit,
        },
      ]
    : [];
  return [
    {
      urn,
      kind: "eks-node",
      what: `EKS node, ${kind}`,
      quantity,
      monthly: ofPrice(share),
      estimate: capacity === "spot" ? spot : fit,
    },
    {
      urn,
      kind: "eks-node-fee",
      what: `Auto Mode for a node, ${Math.round(fee * 100)} % of ${names}`,
      quantity,
      monthly: ofPrice(fee),
      estimate: fit,
    },
    {
      urn,
      kind: "eks-node-disk",
      what: `disk of ${autoModeDisk} GiB for a node`,
      quantity,
      monthly: times(quantity, disk),
      estimate: fit,
    },
    ...addresses,
  ];
}

/** The pods of this pool, those apart that can't share a node. Pods of add-ons go where there is a node anyway. */
function groupsOf(pool: PricedResource, { plan }: Estimate): Group[] {
  const architectures = allowed(pool, "kubernetes.io/arch", Object.keys(autoModeFamilies)).filter(
    isArchitecture,
  );
  const capacities = allowed(pool, "karpenter.sh/capacity-type", ["on-demand"]).filter(isCapacity);
  const groups = new Map<string, Group>();
  const everywhere: Pods[] = [];
  const add = (pods: Pods, architecture: Architecture, capacity: CapacityType): void => {
    const key = `${architecture} ${capacity}`;
    const group = groups.get(key) ?? { architecture, capacity, pods: [] };
    groups.set(key, { ...group, pods: [...group.pods, pods] });
  };
  const [firstArchitecture = "amd64"] = architectures;
  const cheapestCapacity = capacities.includes("spot") ? "spot" : "on-demand";
  for (const pods of podsOf(plan)) {
    const { "kubernetes.io/arch": architecture, "karpenter.sh/capacity-type": capacity } = pods.nodeSelector;
    if (Object.keys(pods.nodeSelector).length === 0) {
      everywhere.push(pods);
    } else if (architecture !== undefined && !architectures.some((known) => known === architecture)) {
      // Another pool runs them.
    } else if (capacity !== undefined && !capacities.some((known) => known === capacity)) {
      // The same.
    } else {
      const on = architectures.find((known) => known === architecture) ?? firstArchitecture;
      if (pods.acrossCapacity && capacities.length === 2) {
        add({ ...pods, count: half(pods.count, Math.ceil) }, on, "on-demand");
        add({ ...pods, count: half(pods.count, Math.floor) }, on, "spot");
      } else {
        add(pods, on, capacities.find((known) => known === capacity) ?? cheapestCapacity);
      }
    }
  }
  const [first] = [...groups.values()];
  for (const pods of plan.ofType(pool.type)[0] === pool ? everywhere : []) {
    add(pods, first?.architecture ?? firstArchitecture, first?.capacity ?? cheapestCapacity);
  }
  return [...groups.values()];
}

function half({ min, max }: Range, round: (value: number) => number): Range {
  return { min: round(min / 2), max: round(max / 2) };
}

/** Values that a pool allows for a label of its nodes. */
function allowed(pool: PricedResource, key: string, otherwise: string[]): string[] {
  const requirements = list(input(pool, "spec", "template", "spec", "requirements"));
  const found = requirements.find((item) => inside(item, "key") === key && inside(item, "operator") === "In");
  const values = list(inside(found, "values"))
    .map(text)
    .filter((value) => value !== undefined);
  return values.length > 0 ? values : otherwise;
}

function isArchitecture(value: string): value is Architecture {
  return Object.hasOwn(autoModeFamilies, value);
}

function isCapacity(value: string): value is CapacityType {
  return value === "spot" || value === "on-demand";
}

/** The cheapest number of nodes of one type for the fewest or the most copies; undefined where none is large enough. */
function cheapest(group: Group, end: keyof Range, estimate: Estimate): Nodes | undefined {
  const copies = group.pods.map((pods) => pods.count[end]);
  const total = copies.reduce((sum, count) => sum + count, 0);
  if (total === 0) return { name: "none", count: 0, price: 0 };
  const cluster = estimate.plan.ofType("eks:index:Cluster")[0];
  const { zones } = zonesOf(cluster && input(cluster, "subnetIds"), estimate.plan);
  const spread = group.pods.map((pods, index) =>
    pods.acrossZones ? Math.min(zones, copies[index] ?? 0) : 1,
  );
  const disk = autoModeDisk * estimate.price("diskGp3");
  let best: (Nodes & { all: number }) | undefined;
  for (let count = Math.max(...spread); count <= Math.min(total, mostNodes); count++) {
    const cpu = load(group.pods, end, count, "cpu");
    const memory = load(group.pods, end, count, "memory");
    for (const { name, type } of candidates(group.architecture)) {
      const price = count * type.size * estimate.price(type.family);
      const all = price + count * disk;
      if (fits(type, cpu, memory) && (best === undefined || all < best.all))
        best = { name, count, price, all };
    }
  }
  return best;
}

/** What the fullest of `count` nodes has to carry. */
function load(pods: Pods[], end: keyof Range, count: number, what: "cpu" | "memory"): number {
  return pods.reduce((sum, of) => sum + Math.ceil(of.count[end] / count) * of[what], 0);
}

function candidates(architecture: Architecture): { name: string; type: InstanceType }[] {
  return autoModeFamilies[architecture].flatMap((family) =>
    autoModeSizes.flatMap((size) => {
      const name = `${family}.${size}`;
      const type = instanceType(name);
      return type ? [{ name, type }] : [];
    }),
  );
}

function fits(type: InstanceType, cpu: number, memory: number): boolean {
  const free = type.memory * (1 - reserved.memoryShare) - reserved.memory;
  return cpu <= type.vcpus - reserved.cpu && memory <= free;
}
