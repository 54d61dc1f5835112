import type * as pulumi from "@pulumi/pulumi";
import { loadBalancerNamespaces } from "../target-figures";
import type { WatchedService, WatchedTarget } from "../watched";
import type { Line, Value } from "./widget";

/** The metric that counts the tasks that run, as far as there is one. */
export function runningTasks(service: WatchedService): Line | undefined {
  const { cluster, target } = service;
  if (cluster.hasInsights) return ["ECS/ContainerInsights", "RunningTaskCount", ...dimensionsOf(service)];
  const [group] = target?.targetGroups ?? [];
  return target && group && targetMetric("HealthyHostCount", target, group);
}

/** A metric of a target group. */
export function targetMetric(
  metric: string,
  { gets, loadBalancer }: WatchedTarget,
  group: pulumi.Input<string>,
): Value[] {
  return [loadBalancerNamespaces[gets], metric, "LoadBalancer", loadBalancer, "TargetGroup", group];
}

/** Of the second target group, between which deployments shift requests. */
export function ofGroup({ targetGroups }: WatchedTarget, index: number): string {
  return targetGroups.length > 1 ? `, target group ${index + 1}` : "";
}

/** Dimensions of a service's metrics. */
export function dimensionsOf({ cluster, serviceName }: WatchedService): Value[] {
  return ["ClusterName", cluster.name, "ServiceName", serviceName];
}
