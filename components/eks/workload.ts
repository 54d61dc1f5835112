import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type CompleteService, completeService } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import { createIngress } from "./ingress";
import { createNetworkPolicy } from "./network-policy";
import { podSpec, secretEnvironment } from "./pod";
import { validateWorkload, type WorkloadArgs } from "./workload-arguments";
import type { PodLabels, WorkloadMetadata } from "./workload-metadata";

/**
 * A service in an EKS cluster: Deployment, Service, an Ingress per route, HorizontalPodAutoscaler,
 * ServiceAccount without token, PodDisruptionBudget and NetworkPolicy.
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
  /** The Deployment. Its pods are ready once the load balancer finds them healthy. */
  public readonly deployment: k8s.apps.v1.Deployment;
  /** The Service. */
  public readonly service: k8s.core.v1.Service;
  /** The Ingresses, one per route and in their order. */
  public readonly ingresses: k8s.networking.v1.Ingress[];
  /** The HorizontalPodAutoscaler, which sets the number of replicas even where min equals max. */
  public readonly autoscaler: k8s.autoscaling.v2.HorizontalPodAutoscaler;
  /** Address of the load balancer, http://… A route with a host answers only requests for that host. */
  public readonly url: pulumi.Output<string>;

  private readonly description: CompleteService;
  private readonly labels: PodLabels;
  private readonly metadata: WorkloadMetadata;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    const service = completeService(args.service);
    assertValidArguments("Workload", name, validateWorkload(name, service));
    super(
      "aws-containers:eks:Workload",
      name,
      {},
      pulumi.mergeOptions(opts, { providers: { kubernetes: args.cluster.provider } }),
    );
    this.name = name;
    this.description = service;
    this.labels = { "app.kubernetes.io/name": name };
    // By an output of the namespace, so that everything here depends on it.
    this.metadata = { name, namespace: args.cluster.namespace.metadata.name, labels: this.labels };

    const account = this.createServiceAccount(name);
    const secret = this.createSecret(name);
    const networkPolicy = createNetworkPolicy(name, this.metadata, service.port, { parent: this });
    this.service = this.createService(name);
    const backend = { service: this.service, health: service.health };
    this.ingresses = service.routes.map((route) =>
      createIngress(
        name,
        this.metadata,
        { route, backend, ingressClass: args.cluster.ingressClass },
        { parent: this },
      ),
    );
    this.deployment = this.createDeployment(name, {
      account,
      secret,
      networkPolicy,
      availabilityZones: args.cluster.availabilityZones,
    });
    this.createDisruptionBudget(name);
    this.autoscaler = this.createAutoscaler(name);
    this.url = this.findUrl(name);

    this.registerOutputs({ url: this.url });
  }

  private createServiceAccount(name: string): k8s.core.v1.ServiceAccount {
    return new k8s.core.v1.ServiceAccount(
      `${name}-service-account`,
      { metadata: this.metadata, automountServiceAccountToken: false },
      { parent: this },
    );
  }

  /** With a generated name: other values make another Secret, and thereby a rollout. */
  private createSecret(name: string): k8s.core.v1.Secret | undefined {
    const values = secretEnvironment(this.description);
    if (Object.keys(values).length === 0) return undefined;
    return new k8s.core.v1.Secret(
      `${name}-environment`,
      {
        metadata: { namespace: this.metadata.namespace, labels: this.labels },
        immutable: true,
        stringData: values,
      },
      { parent: this },
    );
  }

  private createService(name: string): k8s.core.v1.Service {
    return new k8s.core.v1.Service(
      `${name}-service`,
      {
        metadata: {
          ...this.metadata,
          // Pulumi would wait for ready pods, which wait for the load balancer, which waits for this Service.
          annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: {
          type: "ClusterIP",
          selector: this.labels,
          ports: [{ name: "http", port: 80, targetPort: "http" }],
        },
      },
      { parent: this },
    );
  }

  /**
   * Depends on the Ingresses: the load balancer's readiness gate is injected only into pods whose target group exists.
   *
   * The number of replicas is the minimum at first, so that all of them are scheduled together, and then the autoscaler's:
   * the provider leaves an ignored field to whoever manages it. Were the field added or removed as scaling begins or ends,
   * Kubernetes would reset it to 1 or reject the update for a conflict with the autoscaler.
   */
  private createDeployment(
    name: string,
    parts: {
      account: k8s.core.v1.ServiceAccount;
      secret: k8s.core.v1.Secret | undefined;
      networkPolicy: k8s.networking.v1.NetworkPolicy;
      availabilityZones: number;
    },
  ): k8s.apps.v1.Deployment {
    return new k8s.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata: this.metadata,
        spec: {
          replicas: this.description.scaling.min,
          selector: { matchLabels: this.labels },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
          template: {
            metadata: { labels: this.labels },
            spec: podSpec(this.description, {
              labels: this.labels,
              serviceAccountName: parts.account.metadata.name,
              secretName: parts.secret?.metadata.name,
              availabilityZones: parts.availabilityZones,
            }),
          },
        },
      },
      {
        parent: this,
        dependsOn: [...this.ingresses, parts.networkPolicy],
        ignoreChanges: ["spec.replicas"],
      },
    );
  }

  /** Drains evict one pod at a time, even the only one, and unhealthy pods never block them. */
  private createDisruptionBudget(name: string): k8s.policy.v1.PodDisruptionBudget {
    return new k8s.policy.v1.PodDisruptionBudget(
      `${name}-disruption-budget`,
      {
        metadata: this.metadata,
        spec: {
          maxUnavailable: 1,
          selector: { matchLabels: this.labels },
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
        },
      },
      { parent: this },
    );
  }

  /** All Ingresses share the load balancer, so that any has its address. */
  private findUrl(name: string): pulumi.Output<string> {
    return pulumi.output(this.ingresses[0]?.status).apply((status) => {
      const hostname = status?.loadBalancer?.ingress?.[0]?.hostname;
      if (hostname) return `http://${hostname}`;
      throw new pulumi.RunError(
        `Workload "${name}": its Ingress has no address yet; run pulumi refresh, then pulumi up.`,
      );
    });
  }
}
