import type { CostLine } from "pulumi-offline-preview";
import { blockVolumes } from "../facts/block-volumes";
import { costLine } from "./cost-line";
import { quantity } from "./eks-pods";
import type { Estimate } from "./estimator";
import { input, number, type PricedResource, text } from "./priced-plan";

/** The volume of EBS that is created for a claim, of the type that its StorageClass in the plan has. */
export function claimedVolume(claim: PricedResource, estimate: Estimate): CostLine[] {
  const className = text(input(claim, "spec", "storageClassName"));
  // Without a storage class it is bound to a volume of the plan.
  if (className === "") return [];
  const storageClass = estimate.plan
    .ofType("kubernetes:storage.k8s.io/v1:StorageClass")
    .find((found) => text(input(found, "metadata", "name")) === className);
  const type = storageClass && text(input(storageClass, "parameters", "type"));
  const gib = quantity(input(claim, "spec", "resources", "requests", "storage")) / 2 ** 30;
  const price = storageClass && monthlyPrice(type, gib, storageClass, estimate);
  if (price === undefined) {
    estimate.noPrice(claim, className ? `a volume of the StorageClass ${className}` : claim.type);
    return [];
  }
  return [costLine(claim, "volume", `block volume, ${gib} GiB ${type}`, 1, price)];
}

function monthlyPrice(
  type: string | undefined,
  gib: number,
  storageClass: PricedResource,
  estimate: Estimate,
): number | undefined {
  const price = (id: Parameters<Estimate["price"]>[0]) => estimate.price(id);
  const parameter = (name: string) => number(input(storageClass, "parameters", name));
  switch (type) {
    case "gp3": {
      const { iops, throughput } = blockVolumes.gp3;
      const extraIops = (parameter("iops") ?? iops.min) - iops.min;
      const extraThroughput = (parameter("throughput") ?? throughput.min) - throughput.min;
      return (
        gib * price("diskGp3") +
        (extraIops > 0 ? extraIops * price("diskGp3Iops") : 0) +
        (extraThroughput > 0 ? extraThroughput * price("diskGp3Throughput") : 0)
      );
    }
    case "io2": {
      const iops = parameter("iops");
      if (iops === undefined) return undefined;
      const above = Math.max(0, iops - 32_000);
      return (
        gib * price("diskIo2") +
        (iops - above) * price("diskIo2Iops") +
        (above > 0 ? above * price("diskIo2IopsAbove") : 0)
      );
    }
    case "st1":
      return gib * price("diskSt1");
    case "sc1":
      return gib * price("diskSc1");
    default:
      return undefined;
  }
}
