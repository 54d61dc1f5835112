import type { CostLine, Range } from "pulumi-offline-preview";
import { vcpusOf } from "../facts/ecs-instances";
import { defaultNodes } from "../facts/eks-node-groups";
import { costLine } from "./cost-line";
import type { Estimate } from "./estimator";
import { priceOfInstance } from "./instance-prices";
import { input, inside, list, number, type PricedResource, text } from "./priced-plan";
import { monitored } from "./runtime-monitoring";

/** The nodes of a managed node group: from its fewest to its most, all of the first type. */
export function nodeGroup(group: PricedResource, estimate: Estimate): CostLine[] {
  const min = number(input(group, "scalingConfig", "minSize")) ?? 0;
  const count = { min, max: number(input(group, "scalingConfig", "maxSize")) ?? min };
  const type = text(list(input(group, "instanceTypes"))[0]);
  const price = type === undefined ? undefined : priceOfInstance(type, estimate);
  if (price === undefined) {
    estimate.noPrice(group, type === undefined ? group.type : `nodes of ${type}`);
    return [];
  }
  const isSpot = text(input(group, "capacityType")) === "SPOT";
  const share = isSpot ? estimate.price("instanceSpot") : 1;
  const disk = diskOf(group, estimate);
  const reason = count.min === count.max ? "all of this type" : "as many as the pods need, all of this type";
  const paid = isSpot ? `${reason}; Spot at ${Math.round(share * 100)} % of the On-Demand price` : reason;
  const node = `EKS node, ${type} ${isSpot ? "Spot" : "On-Demand"}`;
  const diskPrice = disk * estimate.price("diskGp3");
  const each = type === undefined ? 0 : vcpusOf(type);
  const vcpus = { min: count.min * each, max: count.max * each };
  return [
    { ...costLine(group, "eks-node", node, count, price * share), estimate: paid },
    {
      ...costLine(group, "eks-node-disk", `node disk, ${disk} GiB gp3`, count, diskPrice),
      estimate: reason,
    },
    ...warmPool(group, type ?? "", count, { price, disk, diskPrice }),
    ...monitored(group, "eks", vcpus, estimate),
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

function diskOf(group: PricedResource, { plan }: Estimate): number {
  const template = plan.source(group, "launchTemplate", "aws:ec2/launchTemplate:LaunchTemplate");
  const sizes = list(template && input(template, "blockDeviceMappings")).flatMap(
    (mapping) => number(inside(mapping, "ebs", "volumeSize")) ?? [],
  );
  return sizes[0] ?? defaultNodes.diskGib;
}
