import type * as pulumi from "@pulumi/pulumi";
import type { EcsCompute } from "../../facts/ecs-computes";
import { tasksDuringDeployment } from "../../facts/ecs-deployments";
import type { FargateCpu } from "../../facts/fargate-sizes";
import { validateWithoutBuckets } from "../bucket-volume-validation";
import type { CompleteService } from "../complete-service";
import type { FailureTopic } from "../failure-topic";
import { validateHostVolumes } from "../host-volumes";
import { mustBe } from "../invalid-arguments";
import { validateRouterSize } from "../log-routing";
import { validateWithoutLustre } from "../lustre-validation";
import { getsConnections, getsRequests } from "../published";
import type { ServiceDescription } from "../service";
import {
  validateProtocolOnLoadBalancer,
  validateScalingMetrics,
  validateService,
} from "../service-validation";
import { ownSize, validateSidecars } from "../sidecar";
import { validateName } from "../tasks/task-validation";
import type { EcsCluster } from "./cluster";
import { validateComputeOf } from "./compute/compute-validation";
import type { Computes } from "./compute/computes";
import { validateDeploymentOnEcs } from "./deployment-validation";
import type { EcsNetwork } from "./ecs-network";
import { validateVolumesOnEcs } from "./ephemeral-volume";
import type { LoadBalancer } from "./load-balancer";
import type { NetworkLoadBalancer } from "./network-load-balancer";
import { validateListener } from "./network-load-balancer-arguments";
import { validateNetworkMode, validateOutside, validatePlacement } from "./network-mode-validation";
import { validateSysctls } from "./system-controls";

/**
 * Arguments of `FargateService`.
 *
 * @typeParam Cpu The type of `service.cpu`: a literal has to be one of Fargate's sizes, or it doesn't compile; a number that
 * is known only when the program runs is validated then.
 */
export type FargateServiceArgs<Cpu extends number = number> = ServicePlacement & {
  /** What runs, how large it is, how it scales and who reaches it. */
  service: ServiceDescription & { cpu?: Cpu & (number extends Cpu ? number : FargateCpu) };
};

/** Where and how a service runs on ECS. */
export type ServicePlacement = InCluster & (BehindLoadBalancer | InNetwork);

interface InCluster {
  /** The cluster that it runs in. A service that calls others, or is called, must be among the cluster's `services`. */
  cluster: EcsCluster;
  /**
   * Whether people may open a shell in its containers with ECS Exec. The shell is root's, whatever the container's user.
   * @default false
   */
  exec?: boolean;
  /** The topic that receives a message where a restart after a rotation fails. @default none: failures aren't reported */
  topic?: FailureTopic | undefined;
  /** ARN of the KMS key that encrypts the log group, such as that of a `LogKey`. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string>;
}

interface BehindLoadBalancer {
  /** The load balancer that routes requests to a public service. */
  loadBalancer: LoadBalancer;
  /** The one that forwards connections to a public service with protocol `tcp`, `udp` or `tls`. */
  networkLoadBalancer?: NetworkLoadBalancer | undefined;
  /** Its tasks run in the load balancer's network. */
  network?: undefined;
}

interface InNetwork {
  /** The load balancer that routes requests to a public service. */
  loadBalancer?: LoadBalancer | undefined;
  /** The one that forwards connections to a public service with protocol `tcp`, `udp` or `tls`. */
  networkLoadBalancer?: NetworkLoadBalancer | undefined;
  /** The network that its tasks run in. */
  network: EcsNetwork;
}

/** The network that a service's tasks run in. */
export function networkOf(placement: BehindLoadBalancer | InNetwork): EcsNetwork {
  return placement.network === undefined ? placement.loadBalancer.network : placement.network;
}

interface ValidatedPlacement {
  cluster: Pick<EcsCluster, "serviceConnect"> & { computes: Pick<Computes, "kindOf" | "has"> };
  loadBalancer?:
    | (Pick<LoadBalancer, "serviceAt" | "isEncrypted"> &
        Partial<Pick<LoadBalancer, "distribution" | "network">>)
    | undefined;
  networkLoadBalancer?:
    | Pick<NetworkLoadBalancer, "serviceAt" | "listeners" | "isEncrypted" | "ipv6">
    | undefined;
}

/** Validates a service for ECS, Fargate and its load balancer. */
export function validateFargateService(
  name: string,
  service: CompleteService,
  { cluster, loadBalancer, networkLoadBalancer }: ValidatedPlacement,
): string[] {
  const compute = cluster.computes.kindOf(service);
  return [
    ...validateName(name),
    ...validateNetworkMode(service, compute),
    ...validateOutside(service, compute),
    ...validatePlacement(service, compute),
    ...validateHostVolumesOn(service, compute),
    ...validateComputeOf("service", service, service, cluster.computes),
    ...validateSysctls(service.sysctls),
    ...validateVolumesOnEcs(service, compute),
    ...(service.nodePort ? ["service.nodePort is of EKS alone: must be left out on ECS"] : []),
    ...validateWithoutBuckets("service", service, "ECS"),
    ...validateWithoutLustre("service", service, "ECS"),
    ...validateService(service),
    ...validateSidecars(name, service),
    ...validateRouterSize("service", service, ownSize(service)),
    ...validateScalingMetrics(
      service,
      getsRequests(service)
        ? ["cpuPercent", "memoryPercent", "requestsPerTask", "backlog"]
        : ["cpuPercent", "memoryPercent", "backlog"],
    ),
    ...validateDeployment(service),
    ...validateDeploymentOnEcs(service, cluster.serviceConnect?.isCalled(name) ?? false, loadBalancer),
    ...validateCallsInCluster(name, service, cluster),
    ...(getsRequests(service) ? validateOnLoadBalancer(service, loadBalancer) : []),
    ...(getsConnections(service) ? validateOnNetworkLoadBalancer(service, networkLoadBalancer) : []),
  ];
}

/** Instances of Auto Scaling groups, and one's own, let tasks mount their directories. */
function validateHostVolumesOn(service: CompleteService, on: EcsCompute): string[] {
  return on === "ec2" || on === "external" || Object.keys(service.hostVolumes).length === 0
    ? validateHostVolumes(service)
    : [`service.hostVolumes need service.compute ec2 or external: must be left out on ${on}`];
}

function validateCallsInCluster(
  name: string,
  { calls }: CompleteService,
  cluster: ValidatedPlacement["cluster"],
): string[] {
  const known = cluster.serviceConnect?.calledBy(name).map((called) => called.name) ?? [];
  return calls.every((called) => known.includes(called))
    ? []
    : [
        `service.calls is ${calls.join(", ")}: must be what cluster.services has for "${name}", so that the cluster gets a namespace`,
      ];
}

/** A listener has one rule of each priority. */
function validateOnLoadBalancer(
  service: CompleteService,
  loadBalancer: ValidatedPlacement["loadBalancer"],
): string[] {
  if (loadBalancer === undefined) {
    return ["loadBalancer is missing: must be given to a public service, or service.exposure another one"];
  }
  const taken = service.routes.flatMap(({ priority }, index) => {
    const other = loadBalancer.serviceAt(priority);
    return other === undefined
      ? []
      : [
          mustBe(
            `service.routes[${index}].priority`,
            priority,
            `another one: a route of service "${other}" has it on the same load balancer`,
          ),
        ];
  });
  const withoutWayOut = loadBalancer.distribution && loadBalancer.network?.assignPublicIp;
  const unencrypted = service.routes.flatMap(({ auth }, index) =>
    auth === undefined || (loadBalancer.isEncrypted && !withoutWayOut)
      ? []
      : loadBalancer.isEncrypted
        ? [
            `service.routes[${index}].auth needs a NAT gateway behind CloudFront: must be left out, or the network have one`,
          ]
        : [`service.routes[${index}].auth needs HTTPS: must be left out, or loadBalancer have https`],
  );
  return [
    ...(loadBalancer.distribution && service.protocol !== "http"
      ? [mustBe("service.protocol", service.protocol, "http behind CloudFront, which speaks HTTP/1.1 to it")]
      : validateProtocolOnLoadBalancer("service.protocol", service, loadBalancer.isEncrypted)),
    ...taken,
    ...unencrypted,
  ];
}

/** A load balancer has one listener on each port. */
function validateOnNetworkLoadBalancer(
  { port, protocol }: CompleteService,
  loadBalancer: ValidatedPlacement["networkLoadBalancer"],
): string[] {
  if (loadBalancer === undefined) {
    return [`networkLoadBalancer is missing: must be given to a public service with protocol ${protocol}`];
  }
  const { listeners, isEncrypted, ipv6 } = loadBalancer;
  const other = loadBalancer.serviceAt(port);
  return validateListener({ port, protocol, other, listeners, isEncrypted, ipv6 });
}

function validateDeployment(service: CompleteService): string[] {
  const { scaling, minimumHealthyPercent, maximumPercent } = service;
  const isRefusedAnyway = minimumHealthyPercent === 100 && maximumPercent === 100;
  const { least, most, canReplace } = tasksDuringDeployment(scaling.min, service);
  return canReplace || isRefusedAnyway
    ? []
    : [
        `service.maximumPercent is ${maximumPercent} with service.minimumHealthyPercent ${minimumHealthyPercent}: of ` +
          `${scaling.min} tasks ${least} must stay and ${most} may run, so must let ECS start or stop one`,
      ];
}
