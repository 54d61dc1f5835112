import { ingressHost } from "../../facts/kubernetes-names";
import { jobOwnerNameLength } from "../../facts/name-lengths";
import { kindOf } from "../block-volume";
import type { CompleteService } from "../complete-service";
import { validateHealthPort } from "../connection-validation";
import type { FailureTopic } from "../failure-topic";
import { mustBe, validateLength, validatePattern } from "../invalid-arguments";
import { validateNodePort } from "../node-port-validation";
import { validateAutoscaler } from "../scaling-validation";
import type { ServiceDescription } from "../service";
import { validateScalingMetrics, validateService } from "../service-validation";
import { validateSidecars } from "../sidecar";
import { validateGpu } from "./gpu-validation";
import type { EksLoadBalancer } from "./load-balancer";
import { validateLogin } from "./login";
import { validateNodeGroup } from "./node-placement";
import { readsSecrets } from "./pod-resources";
import { outsideOfSecrets, validatePods } from "./pod-validation";
import { validateRestart } from "./restart";
import type { WorkloadCluster } from "./workload-cluster";

/** Arguments of `Workload`. */
export interface WorkloadArgs {
  /** The cluster that the service runs in. */
  cluster: WorkloadCluster;
  /** How the service is reached, under the workload's name. An `EksLoadBalancer` is assignable. */
  loadBalancer: WorkloadLoadBalancer;
  /**
   * What runs. Kubernetes requires more than ECS: cpuPercent or memoryPercent where the service scales, and hosts that are
   * lowercase DNS names with no wildcard but their first label; and it has no schedules, steps and forecasts of scaling. `logs` has no effect where the cluster collects none: `kubectl logs`
   * shows what a node still has.
   */
  service: ServiceDescription;
  /** The topic that receives a message where a restart after a rotation fails. @default none: failures aren't reported */
  topic?: FailureTopic | undefined;
}

/** The load balancer of a workload. An `EksLoadBalancer` is assignable. */
export type WorkloadLoadBalancer = Pick<
  EksLoadBalancer,
  "targetGroups" | "services" | "callers" | "called" | "takesTokens" | "urlOf"
>;

/** Validates a service for Kubernetes and Auto Mode's load balancer. */
export function validateWorkload(
  name: string,
  service: CompleteService,
  { cluster, loadBalancer }: Pick<WorkloadArgs, "cluster" | "loadBalancer">,
): string[] {
  return [
    ...(isAmong(loadBalancer, name, service)
      ? []
      : [
          `loadBalancer has no service "${name}" with these calls: must have it among its services, with its routes and calls`,
        ]),
    ...validatePods(name, "service", service, cluster),
    ...(service.before ? validateLength("name", name, { max: jobOwnerNameLength }) : []),
    ...validateService(service),
    ...(service.exposure === "internal" ? validateHealthPort(service) : []),
    ...validateSidecars(name, service),
    ...validateBlockStorage(name, service, cluster),
    ...(service.telemetry && cluster.name === undefined
      ? [
          "service.telemetry needs a role of AWS: must be left out in a cluster that isn't one of EKS by its name",
        ]
      : []),
    ...validateAutoscaler(service),
    ...validateScalingMetrics(service, ["cpuPercent", "memoryPercent", "backlog"]),
    ...validateBacklog(service, cluster),
    ...validateLogin("service", service, {
      existing: cluster.existing,
      https: true,
      takesTokens: loadBalancer.takesTokens,
    }),
    ...(service.sysctls === undefined ? [] : ["service.sysctls are of ECS alone: must be left out on EKS"]),
    ...(service.networkMode === "awsvpc"
      ? []
      : [
          mustBe(
            "service.networkMode",
            service.networkMode,
            "left out on EKS, where each pod has its own address",
          ),
        ]),
    ...(Object.keys(service.hostVolumes).length === 0
      ? []
      : ["service.hostVolumes are of instances of ECS: must be left out on EKS, whose nodes are replaced"]),
    ...(service.placement === undefined
      ? []
      : [
          "service.placement is of ECS alone: must be left out on EKS, which spreads pods over zones and nodes",
        ]),
    ...validateNodePort(service),
    ...validateGpu("service", service),
    ...validateNodeGroup("service", service, cluster),
    ...validateRollingUpdate(service),
    ...validateRestart(service, cluster),
    ...service.routes.flatMap(({ host }, index) =>
      validatePattern(
        `service.routes[${index}].host`,
        host,
        ingressHost,
        "a lowercase DNS name such as app.example.com, with * as its first label at most",
      ),
    ),
  ];
}

/** A function calls the cluster for it, and sets the replicas alone. */
function validateBacklog(
  { scaling: { backlog, cpuPercent, memoryPercent }, blockVolumes }: CompleteService,
  { name, api }: Pick<WorkloadCluster, "name" | "api">,
): string[] {
  if (backlog === undefined) return [];
  return [
    ...(name === undefined || api === undefined
      ? [
          "service.scaling.backlog needs a cluster of EKS which has it among its services, or nothing calls its API: must be left out",
        ]
      : []),
    ...(cpuPercent === undefined && memoryPercent === undefined
      ? []
      : [
          "service.scaling.backlog can't be combined with cpuPercent and memoryPercent on EKS, where one of them sets the replicas",
        ]),
    ...(Object.keys(blockVolumes).length === 0
      ? []
      : [
          "service.scaling.backlog needs a Deployment on EKS: service.volumes must have none of each replica",
        ]),
  ];
}

/** Block volumes need a StorageClass; the label of a StatefulSet's revision has its name and eleven characters more. */
function validateBlockStorage(
  name: string,
  service: CompleteService,
  { blockStorage }: Pick<WorkloadCluster, "blockStorage">,
): string[] {
  const own = { ...service.blockVolumes, ...service.ephemeralVolumes };
  const volumes = Object.values(own);
  const paths = Object.keys(own);
  if (paths.length === 0) return [];
  return [
    ...(blockStorage
      ? volumes
          .filter((volume) => blockStorage.classOf(volume) === undefined)
          .map(
            (volume) =>
              `cluster has no StorageClass for volumes ${kindOf(volume)}: must have it, for which its services have to say them; one that existed already has only its own`,
          )
      : ["cluster has no block storage: must have it, for which its services have to say their volumes"]),
    ...(Object.keys(service.blockVolumes).length > 0
      ? validateLength("name", name, { max: jobOwnerNameLength })
      : []),
    ...(readsSecrets(service) ? paths.flatMap((path) => outsideOfSecrets("service.volumes", path)) : []),
  ];
}

/** Kubernetes replaces pods by a rolling update. */
function validateRollingUpdate({
  deployment: { strategy, alarms, secondTargetGroup },
}: CompleteService): string[] {
  return [
    ...(strategy === "rolling"
      ? []
      : [
          mustBe(
            "service.deployment.strategy",
            strategy,
            "rolling on EKS, where a rolling update replaces pods",
          ),
        ]),
    ...(strategy === "rolling" && secondTargetGroup
      ? [mustBe("service.deployment.secondTargetGroup", true, "left out on EKS, which shifts no requests")]
      : []),
    ...(strategy === "rolling" && alarms.length > 0
      ? ["service.deployment.alarms roll back on ECS alone: must be left out on EKS"]
      : []),
  ];
}

function isAmong({ callers }: WorkloadLoadBalancer, name: string, { calls }: CompleteService): boolean {
  return Object.hasOwn(callers, name) && calls.every((called) => callers[called]?.includes(name));
}
