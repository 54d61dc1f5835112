import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { isConnectionProtocol } from "../../facts/protocols";
import { type Called, calledBy, callersOf } from "../calls";
import type { Distribution } from "../cloud-front";
import { type CompleteService, completeService } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import type { NetworkEndpoint } from "../network-endpoint";
import { getsConnections, getsRequests } from "../published";
import { type Address, serviceUrl } from "../service-url";
import { clusterService } from "./cluster-service";
import { createExistingIngress } from "./existing-ingress";
import { createGateway, type GatewayEntry } from "./gateway/create-gateway";
import type { Gateway } from "./gateway/gateway";
import { hostNameOf } from "./host-name";
import { createIngress } from "./ingress";
import { type EksLoadBalancerArgs, validateEksLoadBalancer } from "./load-balancer-arguments";
import { createLogins, type Login } from "./login";
import { networkService } from "./network-service";
import { createNodePortRules } from "./node-ports";
import { createDistribution, type Origin, originOf } from "./origin";
import { addressAnnotation, createStaticAddresses, replacesAddresses } from "./static-addresses";
import { createTargetGroups } from "./target-group";
import type { Backend } from "./token-routes";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

/**
 * How the services of an EKS cluster are reached. From the internet by a load balancer, where one of them is public: one
 * Ingress with the routes of all services, in the order of their priorities. By one another at their names, http://orders or
 * tcp://cache:6379: a Service for each but those that nobody reaches, which for a public one is also the target group, however
 * many routes lead to it. A service whose routes have a login has it at its Service, with a Secret and a Role for it. Routes that take
 * tokens are in Ingresses of their own, where services have another target group.
 *
 * Since the Ingress has every other route, adding, moving or swapping routes is an update in place, and a service keeps its target
 * group. A service's `Workload` starts its pods when the target group exists, which their readiness gate needs.
 *
 * Costs what `EksCluster`'s ingress class says: about $16 a month plus its capacity units and addresses; nothing without a
 * public service.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class EksLoadBalancer extends pulumi.ComponentResource {
  /**
   * The Ingress with the routes of all services, or with the last of them where some take tokens; undefined where none is public, or
   * the cluster has a GatewayClass for them.
   */
  public readonly ingress: k8s.networking.v1.Ingress | undefined;
  /** The Gateway to which the routes of all services are attached; undefined where they are an Ingress's, or attached to another one. */
  public readonly gateway: Gateway | undefined;
  /** The Services by the services' names, each of which is reached in the cluster at `http://NAME`. */
  public readonly services: Readonly<Record<string, k8s.core.v1.Service>>;
  /**
   * What a public service's pods start after, by its name: then the target group exists that their readiness gate waits for.
   */
  public readonly targetGroups: Readonly<Record<string, pulumi.Resource>>;
  /** The services that a service calls, by its name. */
  public readonly called: Readonly<Record<string, readonly Called[]>>;
  /** Names of the services that call a service, by its name. */
  public readonly callers: Readonly<Record<string, readonly string[]>>;
  /** The CloudFront distribution in front of the load balancer; undefined without `cloudFront`. */
  public readonly distribution: Distribution | undefined;
  /**
   * Host name of the load balancer, or the distribution's; undefined where no service is public. A route with a host answers only
   * requests for that host.
   */
  public readonly hostName: pulumi.Output<string> | undefined;
  /** Id of the hosted zone of the distribution's host name; undefined without `cloudFront`. */
  public readonly hostedZoneId: pulumi.Output<string> | undefined;

  /** Where public services with protocol `tcp`, `udp` or `tls` are reached, by service; undefined where there are none. */
  public readonly endpoints: Readonly<Record<string, NetworkEndpoint>> | undefined;

  /** Whether clients reach the load balancers over IPv6 as well. */
  public readonly ipv6: boolean;

  /** Whether routes can take tokens. */
  public readonly takesTokens: boolean;

  private readonly logins: ReadonlyMap<string, Login>;
  private readonly origin: Origin | undefined;
  private readonly address: Address | undefined;
  private readonly entry: GatewayEntry | undefined;
  private readonly staticAddresses = new Map<string, pulumi.Output<string[]>>();
  /** The name that those of services with a load balancer of their own are below. */
  private readonly domainName: string | undefined;

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
    this.called = Object.fromEntries(
      services.map(([service]) => [service, calledBy(service, args.services)]),
    );
    this.callers = Object.fromEntries(
      services.map(([service]) => [service, callersOf(service, args.services)]),
    );
    const { cluster } = args;
    this.origin = cluster.existing ? undefined : originOf(cluster.loadBalancerAttributes, args.https);
    this.logins = cluster.existing
      ? new Map()
      : createLogins(services, namespace, cluster.loadBalancerNames.secretReader, { parent: this });
    this.services = Object.fromEntries(
      services
        .filter(([, { exposure }]) => exposure !== "none")
        .map(([service, description]) => [
          service,
          this.createService(
            description,
            { name: service, namespace, labels: podLabels(service) },
            args,
            name,
          ),
        ]),
    );
    if (!cluster.existing && cluster.nodePortSecurityGroupId) {
      createNodePortRules(name, services, cluster.nodePortSecurityGroupId, { parent: this });
    }
    const published = services.filter(([, service]) => getsRequests(service));
    const backends = published.map(([name, { routes }]) => ({ name, routes, service: this.services[name] }));
    this.ingress = backends.length > 0 ? this.createIngress(name, namespace, backends, args) : undefined;
    this.entry = createGateway(
      name,
      { namespace, cluster, published, services: this.services },
      { parent: this },
    );
    this.gateway = this.entry?.gateway;
    this.hostName = this.entry?.hostName;
    if (this.ingress) {
      const hostName = hostNameOf(name, "Ingress", this.ingress);
      this.distribution = createDistribution(
        name,
        { ...args, hostName, origin: this.origin },
        { parent: this },
      );
      this.hostName = this.distribution?.hostName ?? hostName;
      this.hostedZoneId = this.distribution?.hostedZoneId;
      this.address = {
        scheme: args.https || this.distribution ? "https" : "http",
        hostName: args.https?.hostName ?? this.hostName,
      };
    }
    const { ingress, entry, origin } = this;
    this.targetGroups = createTargetGroups(
      services,
      { namespace, cluster, ingress, entry, origin, services: this.services },
      { parent: this },
    );

    this.endpoints = this.endpointsOf(name, services);
    this.domainName = args.https?.hostName;
    this.takesTokens = !cluster.existing && cluster.loadBalancerNames.takesTokens;
    this.ipv6 = (!args.cluster.existing && args.cluster.loadBalancerPlacement.attributes.ipv6) ?? false;

    this.registerOutputs({ hostName: this.hostName, endpoints: this.endpoints });
  }

  /** With the first login, in case that a Service's is not honoured: its routes would ask for another one rather than be open. */
  private createIngress(
    name: string,
    namespace: pulumi.Output<string>,
    backends: Backend[],
    { cluster, https }: EksLoadBalancerArgs,
  ): k8s.networking.v1.Ingress | undefined {
    if (cluster.existing) {
      const controller = cluster.ingressController;
      return controller && createExistingIngress(name, { namespace, controller, backends }, { parent: this });
    }
    const { ingressClass, loadBalancerAttributes } = cluster;
    const [first] = [...this.logins.keys()].sort();
    const login = first === undefined ? undefined : this.logins.get(first)?.annotations;
    // The distribution has its own.
    const webAclArn = (!this.origin && loadBalancerAttributes?.webAcl?.arn) || "none";
    return (
      ingressClass &&
      createIngress(
        name,
        {
          namespace,
          ingressClass,
          https: https !== undefined,
          origin: this.origin,
          login,
          backends,
          webAclArn,
        },
        // The load balancer is deleted with it.
        { parent: this, protect: loadBalancerAttributes?.deletionProtection },
      )
    );
  }

  /** Address of a public service: of its first route, or with its port, such as tcp://mqtt.shop.example.com:1883. */
  urlOf(
    name: string,
    { routes, port, protocol }: Pick<CompleteService, "routes" | "port" | "protocol">,
  ): pulumi.Output<string> | undefined {
    if (!isConnectionProtocol(protocol)) {
      return this.entry ? this.entry.urlOf(routes) : this.address && serviceUrl(this.address, routes);
    }
    const host = this.domainName ? `${name}.${this.domainName}` : this.endpoints?.[name]?.hostName;
    return host === undefined ? undefined : pulumi.interpolate`${protocol}://${host}:${port}`;
  }

  /** Their load balancers are their Services'. */
  private endpointsOf(
    name: string,
    services: readonly [string, CompleteService][],
  ): Record<string, NetworkEndpoint> | undefined {
    const endpoints = services.flatMap(([service, description]) => {
      const found = this.services[service];
      if (!found || !getsConnections(description)) return [];
      const addresses = this.staticAddresses.get(service);
      const hostName = hostNameOf(name, `Service ${service}`, found);
      return [[service, { hostName, ...(addresses && { addresses }) }] as const];
    });
    return endpoints.length > 0 ? Object.fromEntries(endpoints) : undefined;
  }

  private createService(
    service: CompleteService,
    metadata: WorkloadMetadata,
    { cluster }: EksLoadBalancerArgs,
    name: string,
  ): k8s.core.v1.Service {
    const { protocol, exposure } = service;
    const login = this.logins.get(metadata.name);
    const placement =
      !cluster.existing && exposure === "public" && isConnectionProtocol(protocol)
        ? cluster.loadBalancerPlacement
        : undefined;
    const protect = placement?.attributes.deletionProtection;
    const addresses = placement
      ? createStaticAddresses(metadata.name, placement, { parent: this, protect })
      : [];
    if (addresses.length > 0) {
      this.staticAddresses.set(metadata.name, pulumi.all(addresses.map(({ publicIp }) => publicIp)));
    }
    return new k8s.core.v1.Service(
      `${metadata.name}-service`,
      placement && isConnectionProtocol(protocol)
        ? networkService(
            { ...service, protocol },
            metadata,
            placement,
            `${name}-${metadata.name}`,
            addressAnnotation(addresses),
          )
        : clusterService(service, metadata, { existing: cluster.existing, login: login?.annotations }),
      {
        parent: this,
        dependsOn: [...(login?.needed ?? []), ...(placement && !cluster.existing ? cluster.controllers : [])],
        // The load balancer is deleted with it.
        protect,
        ...(placement?.takesAddresses && { replaceOnChanges: [replacesAddresses] }),
        // Formerly a child of the workload.
        aliases: [{ parent: pulumi.createUrn(metadata.name, "aws-containers:eks:Workload") }],
      },
    );
  }
}
