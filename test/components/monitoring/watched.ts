import * as pulumi from "@pulumi/pulumi";
import type { WatchedService, WatchedTarget } from "../../../components/watched";

/** A public service on ECS as alarms and dashboards watch it. */
export function watchedService(changes: Partial<WatchedService> = {}, hasInsights = true): WatchedService {
  return {
    on: "ecs",
    cluster: {
      name: pulumi.output("ecs-cluster"),
      arn: pulumi.output("arn:aws:ecs:us-east-1:000000000000:cluster/ecs-cluster"),
      hasInsights,
    },
    serviceName: pulumi.output("web-service"),
    leastTasks: 2,
    hourlyPrice: 0.0099,
    target: target("requests", "web"),
    ...changes,
  };
}

/** Target groups of a load balancer, by the beginning of their ARN suffixes. */
export function target(gets: WatchedTarget["gets"], ...targetGroups: string[]): WatchedTarget {
  return {
    gets,
    loadBalancer: pulumi.output(gets === "requests" ? "app/ecs/1" : "net/ecs/1"),
    targetGroups: targetGroups.map((name) => pulumi.output(`targetgroup/${name}/1`)),
  };
}
