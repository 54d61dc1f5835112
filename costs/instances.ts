import type { CostLine, Range } from "pulumi-offline-preview";
import type { Estimate, Estimators } from "./estimator";
import { instanceType } from "./instance-prices";
import { exactly, times } from "./money";
import { countOf, input, inside, list, number, type PricedResource, text } from "./priced-plan";
import type { PriceId } from "./prices";

/** EC2 instances and their disks, where a stack has its own. */
export const instances: Estimators = {
  "aws:ec2/instance:Instance": (resource, estimate) =>
    machines(
      resource,
      {
        type: text(input(resource, "instanceType")),
        count: exactly(1),
        spot: text(input(resource, "instanceMarketOptions", "marketType")) === "spot",
        disk: number(input(resource, "rootBlockDevice", "volumeSize")) ?? smallestDisk,
      },
      estimate,
    ),
  "aws:autoscaling/group:Group": group,
  "aws:ebs/volume:Volume": volume,
};

/** GiB of the root disk of Amazon Linux, where nothing is said. */
const smallestDisk = 8;

const page = "https://aws.amazon.com/ec2/pricing/on-demand/";

/** Instances of one type. */
export interface Machines {
  type: string | undefined;
  count: Range;
  spot: boolean;
  /** GiB of the root disk. */
  disk: number;
}

/** What instances of one type and their root disks cost. */
export function machines(resource: PricedResource, args: Machines, estimate: Estimate): CostLine[] {
  const { urn } = resource;
  const { type, count, spot, disk } = args;
  const known = type === undefined ? undefined : instanceType(type);
  if (known === undefined) {
    estimate.noPrice(resource, `instances of type ${type ?? "(not known yet)"}`, page);
    return [];
  }
  const share = spot ? estimate.price("instanceSpot") : 1;
  const reason = `Spot prices move: ${Math.round(share * 100)} % of the On-Demand price assumed`;
  const diskPrice = disk * estimate.price("diskGp3");
  return [
    {
      urn,
      kind: "instance",
      what: `${type} instance${spot ? " on Spot" : ""}`,
      quantity: count,
      monthly: times(count, estimate.price(known.family) * known.size * share),
      ...(spot ? { estimate: reason } : {}),
    },
    { urn, kind: "disk", what: `disk of ${disk} GiB`, quantity: count, monthly: times(count, diskPrice) },
  ];
}

function group(resource: PricedResource, estimate: Estimate): CostLine[] {
  const template =
    estimate.plan.source(resource, "launchTemplate", "aws:ec2/launchTemplate:LaunchTemplate") ??
    estimate.plan.source(resource, "mixedInstancesPolicy", "aws:ec2/launchTemplate:LaunchTemplate");
  const [device] = list(template && input(template, "blockDeviceMappings"));
  const policy = input(resource, "mixedInstancesPolicy");
  const override = inside(policy, "launchTemplate", "overrides", 0, "instanceType");
  const onDemand = number(inside(policy, "instancesDistribution", "onDemandPercentageAboveBaseCapacity"));
  const desired = number(input(resource, "desiredCapacity"));
  const count = countOf(input(resource, "minSize"), input(resource, "maxSize")) ?? exactly(desired ?? 1);
  return machines(
    resource,
    {
      type: text(override) ?? text(template && input(template, "instanceType")),
      count,
      spot:
        onDemand === 0 || text(template && input(template, "instanceMarketOptions", "marketType")) === "spot",
      disk: number(inside(device, "ebs", "volumeSize")) ?? smallestDisk,
    },
    estimate,
  );
}

const diskRows: Readonly<Record<string, PriceId>> = {
  gp3: "diskGp3",
  gp2: "diskGp2",
  st1: "diskSt1",
  sc1: "diskSc1",
  standard: "diskStandard",
};

function volume(resource: PricedResource, estimate: Estimate): CostLine[] {
  const type = text(input(resource, "type")) ?? "gp2";
  const size = number(input(resource, "size"));
  const row = diskRows[type];
  if (row === undefined || size === undefined) {
    estimate.noPrice(resource, `disk of type ${type}`, "https://aws.amazon.com/ebs/pricing/");
    return [];
  }
  const above = (key: string, free: number): number =>
    Math.max(0, (number(input(resource, key)) ?? free) - free);
  const extra =
    type === "gp3"
      ? above("iops", 3000) * estimate.price("diskGp3Operations") +
        above("throughput", 125) * estimate.price("diskGp3Throughput")
      : 0;
  const monthly = times(exactly(1), size * estimate.price(row) + extra);
  return [
    { urn: resource.urn, kind: "disk", what: `${type} disk of ${size} GiB`, quantity: exactly(1), monthly },
  ];
}
