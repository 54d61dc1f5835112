import type * as pulumi from "@pulumi/pulumi";

/** CPU architectures that Fargate and EKS run. arm64 is 20 % cheaper on Fargate. */
export type Architecture = "arm64" | "x86_64";

/**
 * One service, described once for every container platform: what runs, how large it is, how its health is known,
 * how far it scales and which requests it answers. Each platform's component takes this description and adds only
 * where it runs.
 */
export interface ServiceDescription {
  /** Reference of the image: by digest, or by a tag that can never point to other content. */
  image: pulumi.Input<string>;
  /** TCP port that the container listens on, 1–65535. Given to it as the variable PORT. */
  port: number;
  /** CPU units; 1024 are one vCPU. */
  cpu: number;
  /** Memory in MiB: the hard limit. */
  memory: number;
  /** CPU architecture that the image is built for. */
  architecture: Architecture;
  /** Environment variables. Values may be secret, and then stay secret in plan and state. Default: none. */
  environment?: Record<string, pulumi.Input<string>>;
  /** How the service tells that it may receive requests. */
  health: HealthCheck;
  /** How many copies run. */
  scaling: Scaling;
  /** How the copies spread over On-Demand and Spot capacity. */
  capacity: Capacity;
  /** The requests that are sent to this service. At least one. */
  routes: Route[];
  /** What happens to its logs. */
  logs: Logs;
}

/** An HTTP health check. */
export interface HealthCheck {
  /** Path that answers 200 while the service should receive requests, such as /healthz. */
  path: string;
  /** Seconds between two checks, 5–300. */
  intervalSeconds: number;
}

/** How many copies run, and what adds or removes them. With min equal to max nothing scales. */
export interface Scaling {
  /** Fewest copies. */
  min: number;
  /** Most copies, at least `min`. */
  max: number;
  /** Average CPU use, in percent of what is reserved, that scaling aims at. Default: not a reason to scale. */
  cpuPercent?: number;
  /** Average memory use, in percent of what is reserved, that scaling aims at. Default: not a reason to scale. */
  memoryPercent?: number;
  /** Requests a minute for each copy that scaling aims at (ECS only: it needs the load balancer's metric). Default: not a reason to scale. */
  requestsPerTarget?: number;
}

/** How copies spread: the first `base` on On-Demand capacity, the rest in proportion to the weights. */
export interface Capacity {
  /** Copies that always run On-Demand. */
  base: number;
  /** Weight of On-Demand capacity (Fargate), 0–1000. */
  fargate: number;
  /** Weight of Spot capacity (Fargate Spot, up to 70 % cheaper, two minutes' notice), 0–1000. */
  spot: number;
}

/** Requests that a service answers. */
export interface Route {
  /** Path pattern: exact, or with * and ?, such as /api/*. */
  path: string;
  /** Host name of the request. Default: any. */
  host?: string;
  /** Place among all rules of the listener: the lowest that matches wins. 1–50000, unique in the stack. */
  priority: number;
}

/** Where log lines go. */
export interface Logs {
  /** Days that CloudWatch keeps the log lines; one of the values that CloudWatch Logs allows. */
  retentionDays: number;
}
