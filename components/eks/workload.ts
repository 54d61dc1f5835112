import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Route, ServiceDescription } from "../service";
import type { EksCluster } from "./cluster";
import { deregistrationDelay, type PodLabels, podSpec, secretEnvironment } from "./pod";
import { refuseWrongService } from "./workload-arguments";

/** Arguments of {@link Workload}. */
export interface WorkloadArgs {
  /** The cluster that the service runs in. */
  cluster: WorkloadCluster;
  /**
   * What runs. Kubernetes asks for a little more than ECS: cpuPercent or memoryPercent where it scales, paths that begin
   * with / and hosts in lower case without wildcards but for the first label.
   */
  service: ServiceDescription;
}

/** What a workload needs of its cluster. An EksCluster is assignable. */
export type WorkloadCluster = Pick<EksCluster, "provider" | "namespace" | "ingressClass">;

/**
 * A service in an EKS cluster: its pods (Deployment), their name in the cluster (Service), their requests from the internet
 * (Ingresses on the cluster's load balancer), their number (HorizontalPodAutoscaler where min is below max) and what protects them (own ServiceAccount
 * without token, PodDisruptionBudget, NetworkPolicy).
 *
 * Objects carry the service's plain name: it is their address in the cluster. A change that Kubernetes can't make in place therefore deletes an object
 * before it makes the new one.
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
  private readonly metadata: k8s.types.input.meta.v1.ObjectMeta;

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
    const networkPolicy = this.createNetworkPolicy(name, args.service);
    this.service = this.createService(name);
    this.ingresses = args.service.routes.map((route) =>
      this.createIngress(name, args.service, route, args.cluster.ingressClass),
    );
    this.deployment = this.createDeployment(name, args.service, { account, secret, networkPolicy });
    this.createDisruptionBudget(name);
    this.autoscaler =
      args.service.scaling.min < args.service.scaling.max
        ? this.createAutoscaler(name, args.service)
        : undefined;
    this.url = this.findUrl();

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

  /**
   * In: the service's port only; from anywhere in the VPC, since the load balancer has no fixed address, and security groups let in nobody else. Out: names,
   * and every address but the link-local ones, so that no pod gets at the node's role. What a service calls isn't part of its
   * description, so it can't be narrowed further.
   */
  private createNetworkPolicy(name: string, service: ServiceDescription): k8s.networking.v1.NetworkPolicy {
    return new k8s.networking.v1.NetworkPolicy(
      `${name}-network-policy`,
      {
        metadata: this.metadata,
        spec: {
          podSelector: { matchLabels: this.labels },
          policyTypes: ["Ingress", "Egress"],
          ingress: [{ ports: [{ protocol: "TCP", port: service.port }] }],
          egress: [
            {
              ports: [
                { protocol: "UDP", port: 53 },
                { protocol: "TCP", port: 53 },
              ],
            },
            { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] },
          ],
        },
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
   * One for each route, named so that the names sort by priority: the load balancer's rules are in the order of its Ingresses' names.
   * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#grouporder
   * The path is a pattern of the load balancer (* and ?), which Kubernetes calls implementation-specific.
   */
  private createIngress(
    name: string,
    { health }: ServiceDescription,
    { path, host, priority }: Route,
    ingressClass: k8s.networking.v1.IngressClass,
  ): k8s.networking.v1.Ingress {
    return new k8s.networking.v1.Ingress(
      `${name}-ingress-${priority}`,
      {
        metadata: {
          ...this.metadata,
          name: `${String(priority).padStart(5, "0")}-${name}`,
          annotations: {
            "alb.ingress.kubernetes.io/target-type": "ip",
            "alb.ingress.kubernetes.io/healthcheck-path": health.path,
            "alb.ingress.kubernetes.io/healthcheck-interval-seconds": String(health.intervalSeconds),
            "alb.ingress.kubernetes.io/healthcheck-timeout-seconds": "2",
            "alb.ingress.kubernetes.io/healthy-threshold-count": "2",
            "alb.ingress.kubernetes.io/unhealthy-threshold-count": "2",
            "alb.ingress.kubernetes.io/target-group-attributes": `deregistration_delay.timeout_seconds=${deregistrationDelay}`,
          },
        },
        spec: {
          ingressClassName: ingressClass.metadata.name,
          rules: [
            {
              ...(host === undefined ? {} : { host }),
              http: {
                paths: [
                  {
                    path,
                    pathType: "ImplementationSpecific",
                    backend: { service: { name: this.service.metadata.name, port: { name: "http" } } },
                  },
                ],
              },
            },
          ],
        },
      },
      { parent: this },
    );
  }

  /**
   * Comes after the Ingresses: the readiness gate that waits for the load balancer is put only into pods whose target group
   * exists. Without a scaler it has its number of replicas; with one it has none, so that `up` doesn't undo the scaler's.
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

  /** Nodes are drained one pod at a time, even where there is only one, and pods that don't work never hold a node. */
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

  private findUrl(): pulumi.Output<string> {
    const addresses = this.ingresses.map((ingress) =>
      ingress.status.apply((status) => status?.loadBalancer?.ingress?.[0]?.hostname),
    );
    return pulumi
      .all(addresses)
      .apply((hostnames) => `http://${hostnames.find((hostname) => hostname) ?? ""}`);
  }
}
