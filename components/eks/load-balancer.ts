import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { grpcHealth, protocolVersions } from "../../facts/protocols";
import { callersOf } from "../calls";
import { type CompleteService, completeService, healthTimeoutSeconds } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import type { Route } from "../service";
import { type Address, serviceUrl } from "../service-url";
import { createIngress } from "./ingress";
import { type EksLoadBalancerArgs, validateEksLoadBalancer } from "./load-balancer-arguments";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

/**
 * How the services of an EKS cluster are reached. From the internet by a load balancer, where one of them is public: one
 * Ingress with the routes of all services, in the order of their priorities. By one another at their names, http://orders: a
 * Service for each but those that nobody reaches, which for a public one is also the target group, however many routes lead
 * to it.
 *
 * Since the Ingress has every route, adding, moving or swapping routes is an update in place, and a service keeps its target
 * group. A service's `Workload` starts its pods after the Ingress, whose readiness gate needs the target group.
 *
 * Costs what `EksCluster`'s ingress class says: about $16 a month plus its capacity units and addresses; nothing without a
 * public service.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class EksLoadBalancer extends pulumi.ComponentResource {
  /** The Ingress with the routes of all services; undefined where none is public. */
  public readonly ingress: k8s.networking.v1.Ingress | undefined;
  /** The Services by the services' names, each of which is reached in the cluster at `http://NAME`. */
  public readonly services: Readonly<Record<string, k8s.core.v1.Service>>;
  /** Names of the services that call a service, by its name. */
  public readonly callers: Readonly<Record<string, readonly string[]>>;
  /**
   * Host name of the load balancer; undefined where no service is public. A route with a host answers only requests for that
   * host.
   */
  public readonly hostName: pulumi.Output<string> | undefined;

  private readonly address: Address | undefined;

  constructor(name: string, args: EksLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    const services = Object.entries(args.services).map(
      ([service, description]): [string, CompleteService] => [service, completeService(description)],
    );
    assertValidArguments("EksLoadBalancer", name, validateEksLoadBalancer(services, args));
    super(
      "aws-containers:eks:EksLoadBalancer",
      name,
      {},
      pulumi.mergeOptions(opts, { providers: { kubernetes: args.cluster.provider } }),
    );
    // By an output of the namespace, so that everything here depends on it.
    const namespace = args.cluster.namespace.metadata.name;
    this.callers = Object.fromEntries(
      services.map(([service]) => [service, callersOf(service, args.services)]),
    );
    this.services = Object.fromEntries(
      services
        .filter(([, { exposure }]) => exposure !== "none")
        .map(([service, description]) => [
          service,
          this.createService(description, { name: service, namespace, labels: podLabels(service) }),
        ]),
    );
    const published = services.filter(([, { exposure }]) => exposure === "public");
    const { ingressClass } = args.cluster;
    if (published.length > 0 && ingressClass !== undefined) {
      this.ingress = createIngress(
        name,
        {
          namespace,
          ingressClass,
          https: args.https !== undefined,
          backends: published.map(([service, { routes }]) => ({ routes, service: this.services[service] })),
          webAclArn: args.cluster.loadBalancerAttributes?.webAcl?.arn ?? "none",
        },
        // Auto Mode deletes the load balancer with it.
        { parent: this, protect: args.cluster.loadBalancerAttributes?.deletionProtection },
      );
      this.hostName = hostNameOf(name, this.ingress);
      this.address = args.https
        ? { scheme: "https", hostName: args.https.hostName }
        : { scheme: "http", hostName: this.hostName };
    }

    this.registerOutputs({ hostName: this.hostName });
  }

  /** Address of a service with these routes; undefined where no service is public. */
  urlOf(routes: readonly Route[]): pulumi.Output<string> | undefined {
    return this.address && serviceUrl(this.address, routes);
  }

  /** A public one has the annotations of its target group, which the load balancer's controller reads here before the Ingress. */
  private createService(service: CompleteService, metadata: WorkloadMetadata): k8s.core.v1.Service {
    return new k8s.core.v1.Service(
      `${metadata.name}-service`,
      {
        metadata: {
          ...metadata,
          annotations: {
            // Pulumi would wait for ready pods, which wait for the load balancer, which waits for this Service.
            "pulumi.com/skipAwait": "true",
            ...(service.exposure === "public" && targetGroupAnnotations(service)),
          },
        },
        spec: {
          type: "ClusterIP",
          selector: metadata.labels,
          ports: [{ name: "http", port: 80, targetPort: "http" }],
        },
      },
      {
        parent: this,
        // Formerly a child of the workload.
        aliases: [{ parent: pulumi.createUrn(metadata.name, "aws-containers:eks:Workload") }],
      },
    );
  }
}

function targetGroupAnnotations({ protocol, health, drainSeconds }: CompleteService): Record<string, string> {
  const { path, intervalSeconds, unhealthyThreshold } = health;
  return {
    "alb.ingress.kubernetes.io/healthcheck-path": path,
    "alb.ingress.kubernetes.io/healthcheck-interval-seconds": String(intervalSeconds),
    "alb.ingress.kubernetes.io/healthcheck-timeout-seconds": String(healthTimeoutSeconds(intervalSeconds)),
    "alb.ingress.kubernetes.io/healthy-threshold-count": "2",
    "alb.ingress.kubernetes.io/unhealthy-threshold-count": String(unhealthyThreshold),
    "alb.ingress.kubernetes.io/target-group-attributes": `deregistration_delay.timeout_seconds=${drainSeconds}`,
    ...(protocol !== "http" && {
      "alb.ingress.kubernetes.io/backend-protocol-version": protocolVersions[protocol],
    }),
    ...(protocol === "grpc" && { "alb.ingress.kubernetes.io/success-codes": grpcHealth.status }),
  };
}

function hostNameOf(name: string, ingress: k8s.networking.v1.Ingress): pulumi.Output<string> {
  return ingress.status.apply((status) => {
    const hostname = status?.loadBalancer?.ingress?.[0]?.hostname;
    if (hostname) return hostname;
    throw new pulumi.RunError(
      `EksLoadBalancer "${name}": its Ingress has no address yet; run pulumi refresh, then pulumi up.`,
    );
  });
}
