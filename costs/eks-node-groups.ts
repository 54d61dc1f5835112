import type { CostLine, Range } from "pulumi-offline-preview";
import { vcpusOf } from "../facts/ecs-instances";
import { defaultNodes } from "../facts/eks-node-groups";
import { costLine } from "./cost-line";
import type { Estimate } from "./estimator";
import { priceOfInstance } from "./instance-prices";
import { input, inside, list, number, type PricedResource, text } from "./priced-plan";
import { monitored } from "./runtime-monitoring";

/** Nodes of one group. */
interface GroupOfNodes {
  resource: PricedResource;
  count: Range;
  /** Their type, the first of the group's. */
  type: string | undefined;
  spot: boolean;
  /** GiB of each one's volume. */
  disk: number;
}

/** The nodes of a managed node group: from its fewest to its most, all of the first type. */
export function nodeGroup(group: PricedResource, estimate: Estimate): CostLine[] {
  const min = number(input(group, "scalingConfig", "minSize")) ?? 0;
  const nodes: GroupOfNodes = {
    resource: group,
    count: { min, max: number(input(group, "scalingConfig", "maxSize")) ?? min },
    type: text(list(input(group, "instanceTypes"))[0]),
    spot: text(input(group, "capacityType")) === "SPOT",
    disk: diskOf(group, "launchTemplate", estimate),
  };
  return linesOf(nodes, estimate, warmPool);
}

/** Whether the instances of an Auto Scaling group are self-managed nodes. */
export function isOfNodes(group: PricedResource): boolean {
  return list(input(group, "tags")).some((tag) => inside(tag, "key") === "k8s.io/cluster-autoscaler/enabled");
}

/** Self-managed nodes, of an Auto Scaling group, all On-Demand and of the first type. */
export function selfManagedNodes(group: PricedResource, estimate: Estimate): CostLine[] {
  const min = number(input(group, "minSize")) ?? 0;
  const [first] = list(input(group, "mixedInstancesPolicy", "launchTemplate", "overrides"));
  const nodes: GroupOfNodes = {
    resource: group,
    count: { min, max: number(input(group, "maxSize")) ?? min },
    type: text(inside(first, "instanceType")),
    spot: false,
    disk: diskOf(group, "mixedInstancesPolicy", estimate),
  };
  return linesOf(nodes, estimate);
}

function linesOf(
  { resource, count, type, spot, disk }: GroupOfNodes,
  estimate: Estimate,
  others: typeof warmPool = () => [],
): CostLine[] {
  const price = type === undefined ? undefined : priceOfInstance(type, estimate);
  if (type === undefined || price === undefined) {
    estimate.noPrice(resource, type === undefined ? resource.type : `nodes of ${type}`);
    return [];
  }
  const share = spot ? estimate.price("instanceSpot") : 1;
  const reason = count.min === count.max ? "all of this type" : "as many as the pods need, all of this type";
  const paid = spot ? `${reason}; Spot at ${Math.round(share * 100)} % of the On-Demand price` : reason;
  const node = `EKS node, ${type} ${spot ? "Spot" : "On-Demand"}`;
  const diskPrice = disk * estimate.price("diskGp3");
  const each = vcpusOf(type);
  const vcpus = { min: count.min * each, max: count.max * each };
  return [
    { ...costLine(resource, "eks-node", node, count, price * share), estimate: paid },
    {
      ...costLine(resource, "eks-node-disk", `node disk, ${disk} GiB gp3`, count, diskPrice),
      estimate: reason,
    },
    ...others(resource, type, count, { price, disk, diskPrice }),
    ...monitored(resource, "eks", vcpus, estimate),
  ];
}

/** The instances of its warm pool: as many as there aren't nodes. Stopped ones cost their disks. */
function warmPool(
  group: PricedResource,
  type: string,
  nodes: Range,
  { price, disk, diskPrice }: { price: number; disk: number; diskPrice: number },
): CostLine[] {
  const pool = input(group, "warmPoolConfig");
  if (pool === undefined) return [];
  const least = number(inside(pool, "minSize")) ?? 0;
  const prepared = number(inside(pool, "maxGroupPreparedCapacity")) ?? nodes.max;
  const count = { min: Math.max(least, prepared - nodes.max), max: Math.max(least, prepared - nodes.min) };
  const running = text(inside(pool, "poolState")) === "RUNNING";
  const estimate = `${running ? "running" : "stopped"}, as many as there aren't nodes`;
  const instances = { ...costLine(group, "eks-node", `warm pool, ${type}`, count, price), estimate };
  const disks = costLine(group, "eks-node-disk", `disk in the warm pool, ${disk} GiB gp3`, count, diskPrice);
  return [...(running ? [instances] : []), { ...disks, estimate }];
}

/** @param property Which property of the group names its launch template. */
function diskOf(group: PricedResource, property: string, { plan }: Estimate): number {
  const template = plan.source(group, property, "aws:ec2/launchTemplate:LaunchTemplate");
  const sizes = list(template && input(template, "blockDeviceMappings")).flatMap(
    (mapping) => number(inside(mapping, "ebs", "volumeSize")) ?? [],
  );
  return sizes[0] ?? defaultNodes.diskGib;
}
