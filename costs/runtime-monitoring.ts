import type { CostLine, Range } from "pulumi-offline-preview";
import { runtimeMonitoring } from "../facts/guard-duty";
import { costLine } from "./cost-line";
import type { Estimate } from "./estimator";
import { input, inside, type PricedResource } from "./priced-plan";

const [[tag, value] = []] = Object.entries(runtimeMonitoring.tags);

/** Clusters, as their types name their tags. */
const tagsOf = {
  ecs: { type: "aws:ecs/cluster:Cluster", key: "tags" },
  eks: { type: "eks:index:Cluster", key: "clusterTags" },
} as const;

/**
 * GuardDuty's price for the vCPUs of tasks or instances, where the plan's clusters of a platform are tagged for it. Where a detector
 * monitors a whole account, they have their tag too.
 *
 * @param vcpus Fewest and most vCPUs.
 */
export function monitored(
  resource: PricedResource,
  platform: keyof typeof tagsOf,
  vcpus: Range,
  estimate: Estimate,
): CostLine[] {
  const { type, key } = tagsOf[platform];
  const clusters = estimate.plan.ofType(type);
  if (vcpus.max === 0 || tag === undefined) return [];
  if (!clusters.some((cluster) => inside(input(cluster, key), tag) === value)) return [];
  const price = estimate.price("runtimeMonitoring");
  return [
    {
      ...costLine(resource, "runtime-monitoring", "vCPU monitored by GuardDuty", vcpus, price),
      estimate: "where the account's detector has Runtime Monitoring",
    },
  ];
}
