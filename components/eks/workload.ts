import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Called } from "../calls";
import { type CompleteService, completeService } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import { getsConnections, getsRequests } from "../published";
import type { WatchedWorkload } from "../watched";
import { beforePodSpec } from "./before-pod";
import { createContainerLogGroups } from "./container-logs";
import { JobRun } from "./job-run";
import { createNetworkPolicy } from "./network-policy";
import { roleAnnotations } from "./pod-identity";
import { createPodResources, type PodResources } from "./pod-resources";
import { servicePodSpec } from "./service-pod";
import { validateWorkload, type WorkloadArgs } from "./workload-arguments";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

/**
 * A service in an EKS cluster: Deployment, HorizontalPodAutoscaler, ServiceAccount without token, PodDisruptionBudget and
 * NetworkPolicy. Requests come from the cluster's `EksLoadBalancer`, which has its routes, and from the services that call it.
 * A command that runs `before` is a Job, which has ended before the Deployment is changed: see `JobRun`.
 *
 * Objects have the service's plain name, which is their address in the cluster. A change that Kubernetes can't make in place
 * therefore deletes an object before it creates the new one.
 *
 * Costs nothing itself; see `EksCluster` for nodes and load balancer.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class Workload extends pulumi.ComponentResource {
  /** Name of the service, as the component was called. */
  public readonly name: string;
  /** The Deployment. Pods of a public service are ready once the load balancer finds them healthy. */
  public readonly deployment: k8s.apps.v1.Deployment;
  /** The HorizontalPodAutoscaler, which sets the number of replicas even where min equals max. */
  public readonly autoscaler: k8s.autoscaling.v2.HorizontalPodAutoscaler;
  /** Address of a public service: of its first route, or with its port. */
  public readonly url: pulumi.Output<string> | undefined;
  /** What alarms and a dashboard watch of it: nothing in a cluster that isn't EKS's. */
  public readonly watched: WatchedWorkload | undefined;

  private readonly description: CompleteService;
  private readonly called: readonly Called[];
  private readonly metadata: WorkloadMetadata;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    const service = completeService(args.service);
    assertValidArguments("Workload", name, validateWorkload(name, service, args));
    super(
      "aws-containers:eks:Workload",
      name,
      {},
      pulumi.mergeOptions(opts, { providers: { kubernetes: args.cluster.provider } }),
    );
    this.name = name;
    this.description = service;
    // By an output of the namespace, so that everything here depends on it.
    this.metadata = { name, namespace: args.cluster.namespace.metadata.name, labels: podLabels(name) };

    const { metadata } = this;
    const { cluster } = args;
    const resources = createPodResources(name, { container: service, metadata, cluster }, this);
    this.called = args.loadBalancer.called[name] ?? [];
    const { called } = this;
    const callers = args.loadBalancer.callers[name] ?? [];
    const networkPolicy = createNetworkPolicy(name, this.metadata, { ...service, called }, callers, {
      parent: this,
    });
    this.deployment = this.createDeployment(name, {
      resources,
      needed: [
        ...neededBy(name, service, args.loadBalancer),
        networkPolicy,
        ...this.runBefore(name, resources, cluster),
      ],
      cluster,
    });
    this.createDisruptionBudget(name);
    this.autoscaler = this.createAutoscaler(name);
    this.url = service.exposure === "public" ? args.loadBalancer.urlOf(name, service) : undefined;

    this.watched = cluster.name === undefined ? undefined : { on: "eks", clusterName: cluster.name };

    this.registerOutputs({ url: this.url });
  }

  /**
   * A public one depends on what has its target group: the load balancer's readiness gate is injected only into pods whose target
   * group exists.
   *
   * The number of replicas is the minimum at first, so that all of them are scheduled together, and then the autoscaler's:
   * the provider leaves an ignored field to whoever manages it. Were the field added or removed as scaling begins or ends,
   * Kubernetes would reset it to 1 or reject the update for a conflict with the autoscaler.
   */
  private createDeployment(
    name: string,
    parts: {
      resources: PodResources;
      needed: pulumi.Resource[];
      cluster: Pick<WorkloadArgs["cluster"], "availabilityZones" | "autoMode">;
    },
  ): k8s.apps.v1.Deployment {
    const { resources } = parts;
    const { availabilityZones } = parts.cluster;
    const { identity } = resources;
    const { labels } = this.metadata;
    return new k8s.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata: this.metadata,
        spec: {
          replicas: this.description.scaling.min,
          selector: { matchLabels: this.metadata.labels },
          strategy: {
            type: "RollingUpdate",
            rollingUpdate: {
              maxUnavailable: `${100 - this.description.minimumHealthyPercent}%`,
              maxSurge: `${this.description.maximumPercent - 100}%`,
            },
          },
          template: {
            metadata: {
              labels,
              ...(identity && { annotations: roleAnnotations(identity) }),
            },
            spec: servicePodSpec(this.description, {
              ...resources,
              labels,
              availabilityZones,
              called: this.called,
            }),
          },
        },
      },
      {
        parent: this,
        dependsOn: [...parts.needed, ...resources.needed],
        ignoreChanges: ["spec.replicas"],
      },
    );
  }

  /** The run of its command, if it has one, after which the Deployment is created or updated. */
  private runBefore(
    name: string,
    resources: PodResources,
    { containerLogs: logs }: Pick<WorkloadArgs["cluster"], "containerLogs">,
  ): pulumi.Resource[] {
    const {
      before,
      logs: { retentionDays },
    } = this.description;
    if (before === undefined) return [];
    const { identity } = resources;
    // No service has a name with a dot.
    const podName = `${name}.before`;
    const logGroups = createContainerLogGroups(
      `${name}-before`,
      { pods: podName, retentionDays, logs },
      { parent: this },
    );
    const run = new JobRun(
      `${name}-before`,
      {
        podName,
        namespace: this.metadata.namespace,
        pod: beforePodSpec(this.description, before.command, { ...resources, called: this.called }),
        ...(identity && { annotations: roleAnnotations(identity) }),
        container: this.description,
        timeoutMinutes: before.timeoutMinutes,
        needed: [...resources.needed, ...logGroups],
      },
      { parent: this },
    );
    return [run.job];
  }

  /** Drains evict one pod at a time, even the only one, and unhealthy pods never block them. */
  private createDisruptionBudget(name: string): k8s.policy.v1.PodDisruptionBudget {
    return new k8s.policy.v1.PodDisruptionBudget(
      `${name}-disruption-budget`,
      {
        metadata: this.metadata,
        spec: {
          maxUnavailable: 1,
          selector: { matchLabels: this.metadata.labels },
          unhealthyPodEvictionPolicy: "AlwaysAllow",
        },
      },
      { parent: this },
    );
  }

  /** Where min equals max, without a target: Kubernetes then has 80 % of the CPU, which changes nothing. */
  private createAutoscaler(name: string): k8s.autoscaling.v2.HorizontalPodAutoscaler {
    const { min, max, cpuPercent, memoryPercent } = this.description.scaling;
    const metric = (resource: string, averageUtilization: number | undefined) =>
      averageUtilization === undefined
        ? []
        : [
            {
              type: "Resource",
              resource: { name: resource, target: { type: "Utilization", averageUtilization } },
            },
          ];
    const metrics = [...metric("cpu", cpuPercent), ...metric("memory", memoryPercent)];
    return new k8s.autoscaling.v2.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      {
        metadata: this.metadata,
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: this.deployment.metadata.name },
          minReplicas: min,
          maxReplicas: max,
          ...(metrics.length > 0 && { metrics }),
          ...behaviorOf(this.description.scaling),
        },
      },
      { parent: this },
    );
  }
}

/** Kubernetes waits 300 seconds before it scales in, and none before it scales out, unless it is told otherwise. */
function behaviorOf({
  scaleInCooldownSeconds,
  scaleOutCooldownSeconds,
}: CompleteService["scaling"]): Pick<k8s.types.input.autoscaling.v2.HorizontalPodAutoscalerSpec, "behavior"> {
  const window = (seconds: number | undefined) =>
    seconds === undefined ? undefined : { stabilizationWindowSeconds: seconds };
  const [scaleDown, scaleUp] = [window(scaleInCooldownSeconds), window(scaleOutCooldownSeconds)];
  return scaleDown || scaleUp
    ? { behavior: { ...(scaleDown && { scaleDown }), ...(scaleUp && { scaleUp }) } }
    : {};
}

/** What the target group of a service's pods is created with: the Ingress, or the service's own Service. */
function neededBy(
  name: string,
  service: CompleteService,
  { ingress, services }: WorkloadArgs["loadBalancer"],
): pulumi.Resource[] {
  const needed = getsRequests(service) ? ingress : getsConnections(service) ? services[name] : undefined;
  return needed ? [needed] : [];
}
