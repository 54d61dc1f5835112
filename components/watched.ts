import type * as pulumi from "@pulumi/pulumi";

/** What alarms and a dashboard watch of a service on ECS. */
export interface WatchedService {
  readonly on: "ecs";
  /** The cluster that it runs in. */
  readonly cluster: WatchedCluster;
  /** Name of the service in ECS. */
  readonly serviceName: pulumi.Output<string>;
  /** Fewest tasks that should run at any time, schedules included. */
  readonly leastTasks: number;
  /** What one task costs per hour: US dollars, On-Demand, in the reference region of the prices. */
  readonly hourlyPrice: number;
  /** Where its load balancer finds it; undefined where it has none. */
  readonly target: WatchedTarget | undefined;
}

/** A cluster of ECS. */
export interface WatchedCluster {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Whether Container Insights measures it. */
  readonly hasInsights: boolean;
}

/** The target groups of a service: one, or two between which deployments shift requests. */
export interface WatchedTarget {
  /** Whether it receives requests, of an Application Load Balancer, or connections, of a Network Load Balancer. */
  readonly gets: "requests" | "connections";
  /** ARN suffix of the load balancer. */
  readonly loadBalancer: pulumi.Output<string>;
  /** ARN suffixes of the target groups. */
  readonly targetGroups: readonly pulumi.Output<string>[];
}

/** What is watched of a service on EKS: the cluster. The name of its load balancer is the controller's. */
export interface WatchedWorkload {
  readonly on: "eks";
  /** Name of the cluster. */
  readonly clusterName: string;
}

/** What is watched of a service. */
export type Watched = WatchedService | WatchedWorkload;
