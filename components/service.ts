import type { EcsCompute } from "../facts/ecs-computes";
import type { NetworkMode } from "../facts/network-modes";
import type { Protocol } from "../facts/protocols";
import type { BeforeCommand } from "./before";
import type { ContainerDescription } from "./container-description";
import type { NodePort } from "./node-port";
import type { RouteAuth } from "./route-auth";
import type { Scaling } from "./scaling";
import type { ServiceDeployment } from "./service-deployment";
import type { ServiceVolume } from "./service-volumes";
import type { SidecarDescription } from "./sidecar";
import type { TaskPlacement } from "./task-placement";
import type { Telemetry } from "./telemetry";

/**
 * One service, described once for every container platform: what runs, how large it is, how its health is checked, how it
 * scales and which requests it gets. Each platform's component takes this description and adds only where it runs.
 */
export interface ServiceDescription extends Omit<ContainerDescription, "volumes"> {
  /**
   * What is mounted, by directory: file systems, such as a `DataFileSystem`, which all replicas share and which take no `uses`; on EKS
   * also buckets that it uses, and block volumes, of which each replica has its own. Files of all of them outlast the replicas, but
   * those of block volumes that are `ephemeral`, which ECS has too.
   * @default none
   */
  volumes?: Record<string, ServiceVolume>;
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
   * which with `tls` ends the encryption; internal services have `tcp` and `udp`.
   * @default http
   */
  protocol?: Protocol;
  /**
   * The health check. Not used with exposure `none`, nor on ECS with exposure `internal`.
   * @default each property's default
   */
  health?: HealthCheck;
  /**
   * A command that runs once to its end before replicas of a new version start, such as a migration of the database.
   * @default none
   */
  before?: BeforeCommand;
  /**
   * Whether its replicas are replaced when a secret or a parameter in `secrets`, or the password of data that it uses, gets a new
   * value. Costs nothing. On EKS, where the API isn't open to the internet, a Lambda function in the VPC calls it.
   * @default false: they keep the values that they have started with
   */
  restartOnRotation?: boolean;
  /** Containers beside the service's own, by name, which share its CPU and memory. At most 5. @default none */
  sidecars?: Record<string, SidecarDescription>;
  /** Traces and metrics, by a collector beside each replica. @default none are collected */
  telemetry?: Telemetry;
  /** How many replicas run. @default 1 */
  scaling?: Scaling;
  /** The capacity that replicas run on: On-Demand, Spot (up to 70 % cheaper, two minutes' notice), or a mix. @default on-demand */
  capacity?: Capacity;
  /**
   * What tasks run on, where not on what the cluster's do: `fargate`, `managed-instances`, `ec2`, or `external` instances that are
   * registered with the cluster; ECS only.
   * @default that of the cluster
   */
  compute?: EcsCompute;
  /** GPUs of each replica, 1 to 8, with architecture x86_64; on EKS and on instances of ECS. @default none */
  gpu?: number;
  /** The node group of the EKS cluster on whose nodes alone its replicas run; EKS only. @default those that fit it */
  nodeGroup?: string;
  /**
   * How its containers reach the network, on instances of ECS: by a network interface of the task's own (`awsvpc`), by Docker's
   * network on the instance (`bridge`), by the instance's own (`host`), or not at all (`none`). Without an interface of its own a
   * task has no security group of its own: it calls no other service, and uses nothing that listens in the network.
   * @default awsvpc
   */
  networkMode?: NetworkMode;
  /**
   * Directories of the instance that are mounted, by directory, such as /mnt/cache at /cache: on instances of Auto Scaling groups of
   * ECS, or external ones. All tasks of the instance that mount one share it, and its files are lost with the instance.
   * @default none
   */
  hostVolumes?: Record<string, string>;
  /** How its tasks are placed on instances of Auto Scaling groups of ECS. @default over the zones, and in each on the fullest */
  placement?: TaskPlacement;
  /** Kernel parameters of the container's own namespaces, by name, such as net.core.somaxconn; ECS only. @default none */
  sysctls?: Record<string, string>;
  /**
   * Who reaches the service: the internet through the load balancer (`public`), only the services that call it (`internal`),
   * or nobody (`none`), such as a worker that takes its work from a queue.
   * @default public
   */
  exposure?: Exposure;
  /**
   * A port of the nodes by which clients outside of the cluster reach an internal service; on node groups of EKS and existing clusters
   * only.
   * @default none
   */
  nodePort?: NodePort;
  /**
   * The requests that are routed to a public service, at least one rule; none with protocol `tcp`, `udp` and `tls`.
   * @default every path on every host
   */
  routes?: Route[];
  /**
   * Names of the services that it calls, none of which has exposure `none`. Each is reached at the address in the variable
   * NAME_URL, such as ORDERS_URL, http://orders; security group rules or network policies let nobody else in. On ECS one with
   * protocol `udp` has a DNS name, in a hosted zone for $0.50 a month.
   * @default none
   */
  calls?: string[];
  /** How a new version replaces the running one; ECS only. @default rolling, without alarms */
  deployment?: ServiceDeployment;
  /**
   * Seconds that a replica has for open requests after the load balancer stops sending it new ones, 0 to 3600, before it gets
   * SIGTERM: longer ones are cut off at each deployment and scale-in.
   * @default 5
   */
  drainSeconds?: number;
  /** Share of the replicas (%) that stay healthy during a deployment, 0 to 100. @default 100 */
  minimumHealthyPercent?: number;
  /**
   * Share of the replicas (%) that run at most during a deployment, 100 to 200: the higher, the faster. Above
   * minimumHealthyPercent, or no replica could be replaced.
   * @default 200
   */
  maximumPercent?: number;
}

/** Who reaches a service. */
export const exposures = ["public", "internal", "none"] as const;

/** Who reaches a service: the internet, the services that call it, or nobody. */
export type Exposure = (typeof exposures)[number];

/** A health check. */
export interface HealthCheck {
  /**
   * Path that answers 200 while the service should receive requests; none with protocol `grpc`.
   * @default /healthz; with protocol `tcp`, `udp` and `tls` none: the port has to accept connections
   */
  path?: string;
  /**
   * TCP port that is checked, 1 to 65535; with protocol `tcp`, `udp` and `tls` only. Required with `udp`, but where
   * nothing checks: of an internal service on ECS.
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
  /** Failed checks in a row after which a replica receives no more requests and is replaced, 2 to 10. @default 2 */
  unhealthyThreshold?: number;
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
