import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Called } from "../calls";
import { type CompleteService, completeService } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import type { WatchedWorkload } from "../watched";
import { createAutoscaler } from "./autoscaler";
import { beforePodSpec } from "./before-pod";
import type { BlockStorage } from "./block-storage";
import { createContainerLogGroups } from "./container-logs";
import { JobRun } from "./job-run";
import { createNetworkPolicy } from "./network-policy";
import { createPodResources, type PodResources } from "./pod-resources";
import { roleAnnotations } from "./pod-role";
import { collectPodTelemetry } from "./pod-telemetry";
import { createRestart } from "./restart";
import { deploymentTimeouts, progressDeadlineSeconds } from "./rollout-timeouts";
import { servicePodSpec } from "./service-pod";
import { createStatefulSet } from "./stateful-set";
import { createVolumeClaims } from "./volume-claims";
import { validateWorkload, type WorkloadArgs } from "./workload-arguments";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

/**
 * A service in an EKS cluster: Deployment, HorizontalPodAutoscaler, but for one that `WorkerScaling` scales, ServiceAccount without token, PodDisruptionBudget and
 * NetworkPolicy; with block volumes a StatefulSet and its PersistentVolumeClaims in place of the first two. Requests come from the cluster's `EksLoadBalancer`, which has its routes, and from the services that call it.
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
  /**
   * The Deployment, or the StatefulSet of a service with block volumes. Pods of a public service are ready once the load balancer
   * finds them healthy.
   */
  public readonly deployment: k8s.apps.v1.Deployment | k8s.apps.v1.StatefulSet;
  /**
   * The HorizontalPodAutoscaler, which sets the number of a Deployment's replicas even where min equals max; undefined where the
   * messages of a queue do.
   */
  public readonly autoscaler: k8s.autoscaling.v2.HorizontalPodAutoscaler | undefined;
  /** Address of a public service: of its first route, or with its port. */
  public readonly url: pulumi.Output<string> | undefined;
  /** What alarms and a dashboard watch of it: nothing in a cluster that isn't EKS's. */
  public readonly watched: WatchedWorkload | undefined;

  private readonly description: CompleteService;
  private readonly called: readonly Called[];
  private readonly metadata: WorkloadMetadata;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    const described = completeService(args.service);
    assertValidArguments("Workload", name, validateWorkload(name, described, args));
    super(
      "aws-containers:eks:Workload",
      name,
      {},
      pulumi.mergeOptions(opts, {
        providers: { kubernetes: args.cluster.provider },
        // A job that became a worker keeps the objects which have its name.
        aliases: [{ type: "aws-containers:eks:EksJob" }],
      }),
    );
    this.name = name;
    // By an output of the namespace, so that everything here depends on it.
    this.metadata = { name, namespace: args.cluster.namespace.metadata.name, labels: podLabels(name) };

    const { metadata } = this;
    const { cluster } = args;
    const service = collectPodTelemetry(described, { metadata, cluster }, this);
    this.description = service;
    const resources = createPodResources(name, { container: service, metadata, cluster }, this);
    this.called = args.loadBalancer.called[name] ?? [];
    const { called } = this;
    const callers = args.loadBalancer.callers[name] ?? [];
    const networkPolicy = createNetworkPolicy(name, this.metadata, { ...service, called }, callers, {
      parent: this,
    });
    const needed = [
      ...(args.loadBalancer.targetGroups[name] ? [args.loadBalancer.targetGroups[name]] : []),
      networkPolicy,
      ...this.runBefore(name, resources, cluster),
    ];
    const parts = { resources, needed, cluster };
    const { blockStorage } = cluster;
    const isStateful = Object.keys(service.blockVolumes).length > 0 && blockStorage !== undefined;
    this.deployment = isStateful
      ? this.createStatefulSet(name, { ...parts, blockStorage })
      : this.createDeployment(name, parts);
    this.createDisruptionBudget(name);
    createRestart(
      name,
      {
        ...{ service, cluster, metadata, mountedSecrets: resources.mountedSecrets, topic: args.topic },
        resource: isStateful ? "statefulsets" : "deployments",
      },
      this,
    );
    const { backlog } = service.scaling;
    this.autoscaler =
      isStateful || backlog
        ? undefined
        : createAutoscaler(
            name,
            { metadata, deployment: this.deployment, scaling: service.scaling },
            { parent: this },
          );
    this.url = service.exposure === "public" ? args.loadBalancer.urlOf(name, service) : undefined;

    this.watched = cluster.name === undefined ? undefined : { on: "eks", clusterName: cluster.name };

    this.registerOutputs({ url: this.url });
  }

  /**
   * A public one depends on its target group: the load balancer's readiness gate is injected only into pods that start when it
   * exists.
   *
   * The number of replicas is the minimum at first, so that all of them are scheduled together, and then the autoscaler's:
   * the provider leaves an ignored field to whoever manages it. Were the field added or removed as scaling begins or ends,
   * Kubernetes would reset it to 1 or reject the update for a conflict with the autoscaler.
   */
  private createDeployment(name: string, parts: ReplicasParts): k8s.apps.v1.Deployment {
    return new k8s.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata: this.metadata,
        spec: {
          replicas: this.description.scaling.min,
          progressDeadlineSeconds: progressDeadlineSeconds(this.description),
          selector: { matchLabels: this.metadata.labels },
          strategy: {
            type: "RollingUpdate",
            rollingUpdate: {
              maxUnavailable: `${100 - this.description.minimumHealthyPercent}%`,
              maxSurge: `${this.description.maximumPercent - 100}%`,
            },
          },
          template: this.podTemplate(parts),
        },
      },
      {
        parent: this,
        dependsOn: [...parts.needed, ...parts.resources.needed],
        customTimeouts: deploymentTimeouts(this.description),
        ignoreChanges: ["spec.replicas"],
      },
    );
  }

  /** The number of its replicas is fixed: each has its claims, which it starts after. */
  private createStatefulSet(
    name: string,
    parts: ReplicasParts & { blockStorage: BlockStorage },
  ): k8s.apps.v1.StatefulSet {
    const service = this.description;
    const claims = createVolumeClaims(service, this.metadata, parts.blockStorage, { parent: this });
    return createStatefulSet(
      name,
      {
        service,
        storage: parts.blockStorage,
        metadata: this.metadata,
        template: this.podTemplate(parts),
      },
      { parent: this, dependsOn: [...claims, ...parts.needed, ...parts.resources.needed] },
    );
  }

  private podTemplate({ resources, cluster }: ReplicasParts): k8s.types.input.core.v1.PodTemplateSpec {
    const { availabilityZones, blockStorage } = cluster;
    const { identity, placement } = resources;
    const { labels } = this.metadata;
    const annotations = {
      // A pod with long work in progress isn't moved to another node to save one.
      ...(this.description.scaling.backlog && placement.unmoved),
      ...(identity && roleAnnotations(identity)),
    };
    return {
      metadata: { labels, ...(Object.keys(annotations).length > 0 && { annotations }) },
      spec: servicePodSpec(this.description, {
        ...resources,
        labels,
        availabilityZones,
        blockStorage,
        called: this.called,
      }),
    };
  }

  /** The run of its command, if it has one, after which the Deployment is created or updated. */
  private runBefore(
    name: string,
    resources: PodResources,
    { containerLogs: logs, blockStorage }: Pick<WorkloadArgs["cluster"], "containerLogs" | "blockStorage">,
  ): pulumi.Resource[] {
    const {
      before,
      logs: { retentionDays },
    } = this.description;
    if (before === undefined) return [];
    const { called } = this;
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
        pod: beforePodSpec(this.description, before.command, { ...resources, called, blockStorage }),
        annotations: { ...resources.placement.unmoved, ...(identity && roleAnnotations(identity)) },
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
}

/** What replicas are created from. */
interface ReplicasParts {
  resources: PodResources;
  /** What they start after. */
  needed: pulumi.Resource[];
  cluster: Pick<WorkloadArgs["cluster"], "availabilityZones" | "blockStorage">;
}
