import type * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../facts/log-retention";
import type { Protocol } from "../facts/protocols";
import type { DataSource } from "./data-source";
import type { ImageSource } from "./image/image-source";
import type { Permission } from "./permissions";
import type { RouteAuth } from "./route-auth";

/** CPU architectures that Fargate and EKS run. arm64 is 20 % cheaper on Fargate. */
export type Architecture = "arm64" | "x86_64";

/**
 * One service, described once for every container platform: what runs, how large it is, how its health is checked, how it
 * scales and which requests it gets. Each platform's component takes this description and adds only where it runs.
 */
export interface ServiceDescription {
  /**
   * What runs: an image of components/image, or the reference of an image, by digest or by a tag that can't be moved. A
   * platform is allowed to pull from the private ECR repository that a reference names.
   */
  image: ImageSource | pulumi.Input<string>;
  /** Command with its arguments, instead of the image's own (CMD); an ENTRYPOINT stays. @default the image's */
  command?: string[];
  /**
   * Port that the container listens on, 1 to 65535. Passed to it as the variable PORT. Not used with exposure `none`. With
   * protocol `tcp`, `udp` and `tls` also the port that clients connect to.
   * @default 8080
   */
  port?: number;
  /**
   * Protocol that the container speaks on the port, without TLS: HTTP/1.1, HTTP/2 with prior knowledge (h2c), or gRPC, for
   * which it implements the standard health service, grpc.health.v1.Health. A public service of `http2` or `grpc` needs a load
   * balancer with HTTPS. With `tcp`, `udp` and `tls` connections are forwarded by a Network Load Balancer, $16.43 a month,
   * which with `tls` ends the encryption; only public services can have them.
   * @default http
   */
  protocol?: Protocol;
  /**
   * CPU units; 1024 are one vCPU. Fargate has seven sizes (facts/fargate-sizes.ts), from $5.91 a month for 256 on arm64;
   * EKS takes any.
   * @default 256
   */
  cpu?: number;
  /**
   * Memory in MiB, a hard limit. Fargate has sizes for each number of CPU units, $1.30 a month for 512 on arm64; EKS takes
   * any.
   * @default 512
   */
  memory?: number;
  /** CPU architecture that the image is built for. @default arm64 */
  architecture?: Architecture;
  /** Environment variables. Secret values stay secret in plan and state. @default none */
  environment?: Record<string, pulumi.Input<string>>;
  /**
   * Variables whose values are in Secrets Manager or Parameter Store, by name: the ARN of a secret, with `:KEY` behind it for
   * one key of its JSON, or the name of a parameter. A replica gets them as it starts; they are in no plan, state or manifest.
   * @default none
   */
  secrets?: Record<string, string>;
  /**
   * Variables whose values are secrets of the program's own, $0.40 a month on ECS, where they go into Secrets Manager; on EKS
   * into a Kubernetes Secret.
   * @default none
   */
  secretEnvironment?: Record<string, pulumi.Input<string>>;
  /**
   * Directories that the container may write to; the rest of its root filesystem is read-only. Their content lasts as long as
   * the replica. On Fargate a directory that the image has keeps its owner and content only if the image declares it as a
   * VOLUME; on EKS each is empty, writable for every user, and holds at most 256 MiB.
   * @default ["/tmp"]
   */
  writablePaths?: string[];
  /**
   * What the service may do with AWS APIs: ARNs of managed policies and statements. Attached to the task role on ECS, and to a
   * role of the service's by EKS Pod Identity on EKS. At most 10 managed policies.
   * @default none
   */
  permissions?: Permission[];
  /**
   * Data that the service uses, such as a `DataBucket`: it gets variables that say where it is, and may read and write it.
   * @default none
   */
  uses?: DataSource[];
  /** The health check. Not used with exposure `none`, nor on ECS with exposure `internal`. */
  health?: HealthCheck;
  /** How many replicas run. */
  scaling?: Scaling;
  /** The capacity that replicas run on: On-Demand, Spot (up to 70 % cheaper, two minutes' notice), or a mix. @default on-demand */
  capacity?: Capacity;
  /**
   * Who reaches the service: the internet through the load balancer (`public`), only the services that call it (`internal`),
   * or nobody (`none`), such as a worker that takes its work from a queue.
   * @default public
   */
  exposure?: Exposure;
  /**
   * The requests that are routed to a public service, at least one rule; none with protocol `tcp`, `udp` and `tls`.
   * @default every path on every host
   */
  routes?: Route[];
  /**
   * Names of the services that it calls, none of which has exposure `none`. Each is reached at the address in the variable
   * NAME_URL, such as ORDERS_URL, http://orders; security group rules or network policies let nobody else in.
   * @default none
   */
  calls?: string[];
  /** What happens to log lines. */
  logs?: Logs;
  /**
   * Seconds that a replica which gets no new requests has for those that it is answering, 0 to 3600, before it is told to
   * stop: longer ones are cut off at each deployment and scale-in.
   * @default 5
   */
  drainSeconds?: number;
  /**
   * Seconds from the signal to stop (SIGTERM) until the container is killed, 2 to 3600; on Fargate at most 120. With Spot
   * capacity AWS takes everything back after 120 s, draining included.
   * @default 30
   */
  stopSeconds?: number;
  /** Share of the replicas (%) that stay healthy during a deployment, 0 to 100. @default 100 */
  minimumHealthyPercent?: number;
  /**
   * Share of the replicas (%) that run at most during a deployment, 100 to 200: the higher, the faster. Above
   * minimumHealthyPercent, or no replica could be replaced.
   * @default 200
   */
  maximumPercent?: number;
  /**
   * Connections that the service may open: besides HTTPS to anywhere and DNS those of a list, or `any`.
   * @default [], HTTPS and DNS alone
   */
  egress?: Egress;
}

/** Who reaches a service. */
export const exposures = ["public", "internal", "none"] as const;

/** Who reaches a service: the internet, the services that call it, or nobody. */
export type Exposure = (typeof exposures)[number];

/** A health check. */
export interface HealthCheck {
  /**
   * Path that answers 200 while the service should get requests; none with protocol `grpc`.
   * @default /healthz; with protocol `tcp`, `udp` and `tls` none: the port has to accept connections
   */
  path?: string;
  /**
   * TCP port that is checked, 1 to 65535; with protocol `tcp`, `udp` and `tls` only. Required with `udp`.
   * @default the service's port
   */
  port?: number;
  /** Seconds between two checks, 5 to 300. @default 5 */
  intervalSeconds?: number;
  /**
   * Seconds that a new replica has to start listening before failed checks count, 0 to 7200.
   * @default 30, or the time of three checks or of unhealthyThreshold checks, whichever is longest
   */
  graceSeconds?: number;
  /** Failed checks in a row after which a replica gets no more requests and is replaced, 2 to 10. @default 2 */
  unhealthyThreshold?: number;
}

/** The connections that a service may open. */
export type Egress = "any" | EgressRule[];

/** Connections to one port of a range of addresses. */
export interface EgressRule {
  /** Destination port, 1 to 65535. */
  port: number;
  /** Destination, an IPv4 CIDR block such as 10.1.0.0/16; 0.0.0.0/0 is anywhere. */
  cidr: string;
  /** @default tcp */
  protocol?: "tcp" | "udp";
}

/** How many replicas run, and what scales them. Nothing scales where min equals max. */
export interface Scaling {
  /** Minimum number of replicas, 1 to 5000. @default 1 */
  min?: number;
  /** Maximum number of replicas, 1 to 5000. @default min */
  max?: number;
  /** Target average CPU utilization (%). @default not used for scaling */
  cpuPercent?: number;
  /** Target average memory utilization (%). @default not used for scaling */
  memoryPercent?: number;
  /** Target requests per minute per task; ECS only, since it needs the load balancer's metric. @default not used for scaling */
  requestsPerTask?: number;
}

/** The capacity that replicas run on. */
export type Capacity = "on-demand" | "spot" | CapacityMix;

/** The first `base` replicas run on On-Demand capacity, the others in proportion to the weights, one of which is above 0. */
export interface CapacityMix {
  /** Replicas that always run on On-Demand capacity, 0 to 5000. @default 0 */
  base?: number;
  /** Weight of On-Demand capacity, 0 to 1000. @default 0 */
  onDemand?: number;
  /** Weight of Spot capacity, 0 to 1000. @default 0 */
  spot?: number;
}

/** A rule of the load balancer: requests that are routed to the service. */
export interface Route {
  /** Path pattern: exact, or with the wildcards * and ?, such as /api/*. */
  path: string;
  /** Host name of the request. @default any */
  host?: string;
  /**
   * Priority among all rules of the load balancer, 1 to 50000: the lowest that matches wins. Services that share a load
   * balancer need different ones.
   * @default 1000 for the first route, 1001 for the second and so on
   */
  priority?: number;
  /** Who may send the requests; ECS only, behind a load balancer with HTTPS. @default everyone */
  auth?: RouteAuth;
}

/** Where log lines go. */
export interface Logs {
  /** Days that CloudWatch Logs keeps them; $0.50 per GB ingested, $0.03 per GB-month stored. @default 30 */
  retentionDays?: LogRetentionDays;
}
