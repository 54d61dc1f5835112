import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceDescription } from "../service";
import type { EksCluster } from "./cluster";
import { createIngress } from "./ingress";
import { createNetworkPolicy } from "./network-policy";
import { type PodLabels, podSpec, secretEnvironment } from "./pod";
import { refuseWrongService } from "./workload-arguments";

/** Arguments of {@link Workload}. */
export interface WorkloadArgs {
  /** The cluster that the service runs in. */
  cluster: WorkloadCluster;
  /**
   * What runs. Kubernetes asks for a little more than ECS: cpuPercent or memoryPercent where it scales, paths
   * that begin with / and hosts in lower case without wildcards but for the first label. `logs` has no effect
   * yet: `kubectl logs` shows what a node still has.
   */
  service: ServiceDescription;
}

/** What a workload needs of its cluster. An EksCluster is assignable. */
export type WorkloadCluster = Pick<EksCluster, "provider" | "namespace" | "ingressClass">;

/** What all objects of a workload are called. */
export interface WorkloadMetadata {
  /** The service's name. */
  name: string;
  /** The cluster's namespace for services. */
  namespace: pulumi.Input<string>;
  /** The service's pods carry these, and nothing else does. */
  labels: PodLabels;
}

/**
 * A service in an EKS cluster: its pods (Deployment), their name in the cluster (Service), their requests
 * from the internet (Ingresses on the cluster's load balancer), their number (HorizontalPodAutoscaler where
 * min is below max) and what protects them (own ServiceAccount without token, PodDisruptionBudget,
 * NetworkPolicy).
 *
 * Objects carry the service's plain name: it is their address in the cluster. A change that Kubernetes can't
 * make in place therefore deletes an object before it makes the new one.
 *
 * Price: none of its own; see EksCluster for nodes and load balancer.
 */
export class Workload extends pulumi.ComponentResource {
  /** The pods. Ready once the load balancer finds them healthy. */
  public readonly deployment: k8s.apps.v1.Deployment;
  /** The pods' name in the cluster. */
  public readonly service: k8s.core.v1.Service;
  /** One for each route, in the order of the routes. */
  public readonly ingresses: k8s.networking.v1.Ingress[];
  /** Scales the pods, where min is below max. */
  public readonly autoscaler: k8s.autoscaling.v2.HorizontalPodAutoscaler | undefined;
  /** Address of the load balancer, http://… A route with a host answers only requests for that host. */
  public readonly url: pulumi.Output<string>;

  private readonly labels: PodLabels;
  private readonly metadata: WorkloadMetadata;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongService(name, args.service);
    super(
      "aws-containers:eks:Workload",
      name,
      {},
      pulumi.mergeOptions(opts, { providers: { kubernetes: args.cluster.provider } }),
    );
    this.labels = { "app.kubernetes.io/name": name };
    // The name comes out of the namespace, so that everything here depends on it.
    this.metadata = { name, namespace: args.cluster.namespace.metadata.name, labels: this.labels };

    const account = this.createServiceAccount(name);
    const secret = this.createSecret(name, args.service);
    const networkPolicy = createNetworkPolicy(name, this.metadata, args.service, { parent: this });
    this.service = this.createService(name);
    const backend = { service: this.service, health: args.service.health };
    this.ingresses = args.service.routes.map((route) =>
      createIngress(
        name,
        this.metadata,
        { route, backend, ingressClass: args.cluster.ingressClass },
        { parent: this },
      ),
    );
    this.deployment = this.createDeployment(name, args.service, { account, secret, networkPolicy });
    this.createDisruptionBudget(name);
    this.autoscaler =
      args.service.scaling.min < args.service.scaling.max
        ? this.createAutoscaler(name, args.service)
        : undefined;
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

  /** Has a generated name: other values make another Secret, and thereby a rollout. */
  private createSecret(name: string, service: ServiceDescription): k8s.core.v1.Secret | undefined {
    const values = secretEnvironment(service);
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
          // Pulumi would wait for ready pods, which wait for the load balancer, which waits for this.
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
   * Comes after the Ingresses: the readiness gate that waits for the load balancer is put only into pods
   * whose target group exists. Without a scaler it has its number of replicas; with one it has none, so that
   * `up` doesn't undo the scaler's.
   */
  private createDeployment(
    name: string,
    service: ServiceDescription,
    parts: {
      account: k8s.core.v1.ServiceAccount;
      secret: k8s.core.v1.Secret | undefined;
      networkPolicy: k8s.networking.v1.NetworkPolicy;
    },
  ): k8s.apps.v1.Deployment {
    const { min, max } = service.scaling;
    return new k8s.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata: this.metadata,
        spec: {
          ...(min === max ? { replicas: min } : {}),
          selector: { matchLabels: this.labels },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
          template: {
            metadata: { labels: this.labels },
            spec: podSpec(service, {
              labels: this.labels,
              serviceAccountName: parts.account.metadata.name,
              secretName: parts.secret?.metadata.name,
            }),
          },
        },
      },
      { parent: this, dependsOn: [...this.ingresses, parts.networkPolicy] },
    );
  }

  /**
   * Nodes are drained one pod at a time, even where there is only one, and pods that don't work never hold a
   * node.
   */
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

  private createAutoscaler(
    name: string,
    { scaling: { min, max, cpuPercent, memoryPercent } }: ServiceDescription,
  ): k8s.autoscaling.v2.HorizontalPodAutoscaler {
    const metric = (resource: string, averageUtilization: number | undefined) =>
      averageUtilization === undefined
        ? []
        : [
            {
              type: "Resource",
              resource: { name: resource, target: { type: "Utilization", averageUtilization } },
            },
          ];
    return new k8s.autoscaling.v2.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      {
        metadata: this.metadata,
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: this.deployment.metadata.name },
          minReplicas: min,
          maxReplicas: max,
          metrics: [...metric("cpu", cpuPercent), ...metric("memory", memoryPercent)],
        },
      },
      { parent: this },
    );
  }

  /** All Ingresses share the load balancer, so the first one's address is every one's. */
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
