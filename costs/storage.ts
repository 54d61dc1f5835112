import type { CostLine } from "pulumi-offline-preview";
import { leastCacheGigabytes } from "../facts/cache-limits";
import { claimedVolume, volumesOfPods } from "./block-volumes";
import { costLine } from "./cost-line";
import type { Estimate, Estimators } from "./estimator";
import { input, type PricedResource, text } from "./priced-plan";

/** Caches and file systems, which cost what they hold: fixed is only the least that AWS charges of a cache; and volumes of EBS. */
export const storage: Estimators = {
  "aws:elasticache/serverlessCache:ServerlessCache": serverlessCache,
  "aws:efs/fileSystem:FileSystem": (fileSystem, estimate) => {
    if (text(input(fileSystem, "throughputMode")) === "provisioned") {
      estimate.noPrice(fileSystem, "provisioned throughput");
    }
    return [];
  },
  "kubernetes:core/v1:PersistentVolume": (volume, estimate) => {
    if (text(input(volume, "spec", "csi", "driver")) !== "efs.csi.aws.com") {
      estimate.noPrice(volume, volume.type);
    }
    return [];
  },
  "kubernetes:core/v1:PersistentVolumeClaim": claimedVolume,
  "kubernetes:apps/v1:Deployment": volumesOfPods,
  "kubernetes:apps/v1:StatefulSet": volumesOfPods,
};

function serverlessCache(cache: PricedResource, estimate: Estimate): CostLine[] {
  const engine = text(input(cache, "engine"));
  if (engine !== "valkey") {
    estimate.noPrice(cache, `a serverless cache of ${engine ?? "another engine"}`);
    return [];
  }
  const what = `ElastiCache Serverless, Valkey, at least ${leastCacheGigabytes * 1000} MB`;
  const price = leastCacheGigabytes * estimate.price("valkeyGigabyte");
  return [costLine(cache, "cache", what, 1, price)];
}
