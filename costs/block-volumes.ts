import type { CostLine, Range } from "pulumi-offline-preview";
import { blockVolumes } from "../facts/block-volumes";
import { costLine } from "./cost-line";
import { quantity, replicas } from "./eks-pods";
import type { Estimate } from "./estimator";
import { tasksOf } from "./fargate";
import { input, inside, list, number, type PricedResource, text } from "./priced-plan";

/** A volume of EBS, as far as its price depends on it. */
interface Volume {
  type: string | undefined;
  gib: number;
  iops: number | undefined;
  throughput: number | undefined;
}

/** The volume of EBS that is created for a claim. */
export function claimedVolume(claim: PricedResource, estimate: Estimate): CostLine[] {
  return volumesOfClaim(claim, input(claim, "spec"), 1, estimate);
}

/** The volumes of EBS that are created with each pod of a Deployment or a StatefulSet, and deleted with it. */
export function volumesOfPods(workload: PricedResource, estimate: Estimate): CostLine[] {
  const claims = list(input(workload, "spec", "template", "spec", "volumes")).flatMap(
    (volume) => inside(volume, "ephemeral", "volumeClaimTemplate", "spec") ?? [],
  );
  const count = replicas(workload, estimate.plan);
  return claims.flatMap((spec) => volumesOfClaim(workload, spec, count, estimate));
}

/** The volumes of EBS that ECS creates with each task of a service, and deletes with it. */
export function volumesOfTasks(service: PricedResource, estimate: Estimate): CostLine[] {
  const configuration = input(service, "volumeConfiguration", "managedEbsVolume");
  if (configuration === undefined) return [];
  const volume = {
    type: text(inside(configuration, "volumeType")) ?? "gp3",
    gib: number(inside(configuration, "sizeInGb")) ?? 0,
    iops: number(inside(configuration, "iops")),
    throughput: number(inside(configuration, "throughput")),
  };
  const price = volume.gib === 0 ? undefined : monthlyPrice(volume, estimate);
  if (price === undefined) {
    estimate.noPrice(service, "a volume of each task, of unknown size or another type");
    return [];
  }
  return [volumeLine(service, volume, tasksOf(service, estimate.plan), price)];
}

/** Volumes for a claim, of the type that its StorageClass in the plan has. */
function volumesOfClaim(
  resource: PricedResource,
  spec: unknown,
  count: number | Range,
  estimate: Estimate,
): CostLine[] {
  const className = text(inside(spec, "storageClassName"));
  // Without a storage class it is bound to a volume of the plan.
  if (className === "") return [];
  const storageClass = estimate.plan
    .ofType("kubernetes:storage.k8s.io/v1:StorageClass")
    .find((found) => text(input(found, "metadata", "name")) === className);
  const parameter = (name: string) => storageClass && input(storageClass, "parameters", name);
  const volume = {
    type: text(parameter("type")),
    gib: quantity(inside(spec, "resources", "requests", "storage")) / 2 ** 30,
    iops: number(parameter("iops")),
    throughput: number(parameter("throughput")),
  };
  const price = storageClass && monthlyPrice(volume, estimate);
  if (price === undefined) {
    estimate.noPrice(resource, className ? `a volume of the StorageClass ${className}` : resource.type);
    return [];
  }
  return [volumeLine(resource, volume, count, price)];
}

function volumeLine(
  resource: PricedResource,
  { gib, type }: Volume,
  count: number | Range,
  price: number,
): CostLine {
  return costLine(resource, "volume", `block volume, ${gib} GiB ${type}`, count, price);
}

function monthlyPrice({ type, gib, ...volume }: Volume, estimate: Estimate): number | undefined {
  const price = (id: Parameters<Estimate["price"]>[0]) => estimate.price(id);
  switch (type) {
    case "gp3": {
      const { iops, throughput } = blockVolumes.gp3;
      const extraIops = (volume.iops ?? iops.min) - iops.min;
      const extraThroughput = (volume.throughput ?? throughput.min) - throughput.min;
      return (
        gib * price("diskGp3") +
        (extraIops > 0 ? extraIops * price("diskGp3Iops") : 0) +
        (extraThroughput > 0 ? extraThroughput * price("diskGp3Throughput") : 0)
      );
    }
    case "io2": {
      const { iops } = volume;
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
