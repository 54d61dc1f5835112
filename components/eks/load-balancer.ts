import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type CompleteService, completeService } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import type { Route } from "../service";
import { type Address, serviceUrl } from "../service-url";
import { createIngress } from "./ingress";
import { type EksLoadBalancerArgs, validateEksLoadBalancer } from "./load-balancer-arguments";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

/**
 * The load balancer of an EKS cluster: one Ingress with the routes of all services, in the order of their priorities, and a
 * Service for each, which is one target group however many routes lead to it.
 *
 * Since the Ingress has every route, adding, moving or swapping routes is an update in place, and a service keeps its target
 * group. A service's `Workload` starts its pods after the Ingress, whose readiness gate needs the target group.
 *
 * Costs what `EksCluster`'s ingress class says: about $16 a month plus its capacity units and addresses.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class EksLoadBalancer extends pulumi.ComponentResource {
  /** The Ingress with the routes of all services. */
  public readonly ingress: k8s.networking.v1.Ingress;
  /** The Services by the services' names, each of which is reached in the cluster at `http://NAME`. */
  public readonly services: Readonly<Record<string, k8s.core.v1.Service>>;
  /** Host name of the load balancer. A route with a host answers only requests for that host. */
  public readonly hostName: pulumi.Output<string>;

  private readonly address: Address;

  constructor(name: string, args: EksLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    const services = Object.entries(args.services).map(
      ([service, description]): [string, CompleteService] => [service, completeService(description)],
    );
    assertValidArguments("EksLoadBalancer", name, validateEksLoadBalancer(services));
    super(
      "aws-containers:eks:EksLoadBalancer",
      name,
      {},
      pulumi.mergeOptions(opts, { providers: { kubernetes: args.cluster.provider } }),
    );
    // By an output of the namespace, so that everything here depends on it.
    const namespace = args.cluster.namespace.metadata.name;
    this.services = Object.fromEntries(
      services.map(([service, description]) => [
        service,
        this.createService(description, { name: service, namespace, labels: podLabels(service) }),
      ]),
    );
    this.ingress = createIngress(
      name,
      {
        namespace,
        ingressClass: args.cluster.ingressClass,
        https: args.https !== undefined,
        backends: services.map(([service, { routes }]) => ({ routes, service: this.services[service] })),
      },
      { parent: this },
    );
    this.hostName = this.findHostName(name);
    this.address = args.https
      ? { scheme: "https", hostName: args.https.hostName }
      : { scheme: "http", hostName: this.hostName };

    this.registerOutputs({ hostName: this.hostName });
  }

  /** Address of a service with these routes. */
  urlOf(routes: readonly Route[]): pulumi.Output<string> {
    return serviceUrl(this.address, routes);
  }

  /** With the annotations of its target group, which the load balancer's controller reads here before the Ingress. */
  private createService(
    { health, drainSeconds }: CompleteService,
    metadata: WorkloadMetadata,
  ): k8s.core.v1.Service {
    return new k8s.core.v1.Service(
      `${metadata.name}-service`,
      {
        metadata: {
          ...metadata,
          annotations: {
            // Pulumi would wait for ready pods, which wait for the load balancer, which waits for this Service.
            "pulumi.com/skipAwait": "true",
            "alb.ingress.kubernetes.io/healthcheck-path": health.path,
            "alb.ingress.kubernetes.io/healthcheck-interval-seconds": String(health.intervalSeconds),
            "alb.ingress.kubernetes.io/healthcheck-timeout-seconds": "2",
            "alb.ingress.kubernetes.io/healthy-threshold-count": "2",
            "alb.ingress.kubernetes.io/unhealthy-threshold-count": String(health.unhealthyThreshold),
            "alb.ingress.kubernetes.io/target-group-attributes": `deregistration_delay.timeout_seconds=${drainSeconds}`,
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

  private findHostName(name: string): pulumi.Output<string> {
    return this.ingress.status.apply((status) => {
      const hostname = status?.loadBalancer?.ingress?.[0]?.hostname;
      if (hostname) return hostname;
      throw new pulumi.RunError(
        `EksLoadBalancer "${name}": its Ingress has no address yet; run pulumi refresh, then pulumi up.`,
      );
    });
  }
}
