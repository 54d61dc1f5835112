import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isConnectionProtocol, transportOf } from "../../facts/protocols";
import { type Called, type CallGraph, calledBy, calledPort, callersOf, callVariables } from "../calls";
import type { CompleteService } from "../complete-service";
import { portNameOf } from "../published";
import { type LogDestination, logConfiguration } from "../tasks/log-configuration";
import type { ServiceConnectArgs } from "./service-connect-arguments";
import { createServiceConnectTls, freePort, type ServiceConnectTls } from "./service-connect-tls";
import { ServiceDiscovery } from "./service-discovery";

/** A service that calls others, or is called. */
interface ConnectedService {
  name: string;
  /** The service's component, the parent of its rules. */
  component: pulumi.Resource;
  /** The security group of its tasks. */
  securityGroup: aws.ec2.SecurityGroup;
  /** Who reaches it, and the ports that its containers listen on. */
  service: Pick<CompleteService, "exposure" | "protocol" | "port" | "health" | "sidecars">;
  /** Where the lines of its proxy go. */
  logs: LogDestination;
}

/** A service with the port that its callers' proxies connect to. */
type ReachedService = ConnectedService & { proxyPort: number };

/** What a service has for its calls. */
export interface Connection {
  /** How it takes part in Service Connect, and where its name is, if it is called and receives datagrams. */
  inputs: Pick<aws.ecs.ServiceArgs, "serviceConnectConfiguration" | "serviceRegistries">;
  /** What it depends on: the rules of its calls, and the services that it calls. */
  needed: pulumi.Resource[];
}

/**
 * How the services of an ECS cluster call one another: ECS Service Connect. Each task of a service that calls or is called
 * gets a proxy, managed by ECS, which balances over the called service's tasks and leaves out those that fail. Called
 * services are reached at their name, http://orders, or at name and port, tcp://cache:6379. The rules of the security groups
 * let callers in on the service's port, and nobody else.
 *
 * Services that receive datagrams have a DNS name instead, udp://stats.ecs-services-1f2e3d4:9125, and no proxy: see `ServiceDiscovery`.
 *
 * With TLS the proxies encrypt what is between them; the containers of a task reach its proxy without. A public service's proxy then listens
 * on a port of its own, since the load balancer speaks no TLS to tasks.
 *
 * Free itself; with TLS $50 a month for a CA of the cluster's own, and $0.40 for the secret of each called service. The proxy takes CPU and memory of the task: AWS recommends 256 CPU units and 64 MiB more.
 *
 * Tasks know the services that existed when their deployment began. A service is therefore deployed after those that it
 * calls, if they are created first. Of services that call each other one has to be first: it calls those that come after it
 * from its next deployment on.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
 */
export class ServiceConnect extends pulumi.ComponentResource {
  /** The namespace that services are found in; undefined where all calls are datagrams. */
  public readonly namespace: aws.servicediscovery.HttpNamespace | undefined;
  /** The names of services that receive datagrams; undefined where none is called. */
  public readonly discovery: ServiceDiscovery | undefined;

  private readonly services: CallGraph;
  private readonly tls: ServiceConnectTls | undefined;
  private readonly connected = new Map<string, ReachedService>();
  private readonly deployed = new Map<string, aws.ecs.Service>();

  constructor(name: string, args: ServiceConnectArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:ecs:ServiceConnect", name, {}, opts);
    this.services = args.services;
    const { namespace: cluster, vpcId, context, tls, certificateAuthorityArn } = args;
    const called = Object.keys(args.services).flatMap((caller) => calledBy(caller, args.services));
    this.discovery =
      called.some(isDatagrams) && vpcId ? new ServiceDiscovery(name, { vpcId }, { parent: this }) : undefined;
    if (!called.every(isDatagrams)) {
      this.namespace = this.createNamespace(name, cluster);
      this.tls = tls
        ? createServiceConnectTls(name, { cluster, context, certificateAuthorityArn }, this)
        : undefined;
    }
    this.registerOutputs({ namespace: this.namespace?.name, discovery: this.discovery?.namespace.name });
  }

  private createNamespace(name: string, cluster: pulumi.Input<string>): aws.servicediscovery.HttpNamespace {
    return new aws.servicediscovery.HttpNamespace(
      `${name}-namespace`,
      { name: cluster, description: "Services that call one another" },
      // ECS removes a service's entry after the service, and only then can the namespace be deleted.
      { parent: this, customTimeouts: { delete: "10m" } },
    );
  }

  /** The services that a service calls. */
  calledBy(name: string): Called[] {
    return calledBy(name, this.services);
  }

  /** The variables with the addresses of the services that a service calls. */
  variablesOf(name: string): Record<string, pulumi.Input<string>> {
    const { discovery } = this;
    return callVariables(this.calledBy(name), (called) =>
      discovery && isDatagrams(called) ? discovery.hostOf(called.name) : called.name,
    );
  }

  /** Whether other services call a service. */
  isCalled(name: string): boolean {
    return callersOf(name, this.services).length > 0;
  }

  /**
   * Connects a service: creates the security group rules between it and those connected before that it calls or is called
   * by. Each rule belongs to the service whose group it is in, so that the order of creation changes no rule.
   */
  connect(connected: ConnectedService): Connection {
    const service = this.reached(connected);
    const { name } = service;
    const calls = this.calledBy(name);
    const callers = callersOf(name, this.services);
    if (calls.length === 0 && callers.length === 0) return { inputs: {}, needed: [] };
    this.connected.set(name, service);
    const rules = [
      ...calls.flatMap((called) => createRules(service, this.connected.get(called.name))),
      ...callers.flatMap((caller) => createRules(this.connected.get(caller), service)),
    ];
    const receivesDatagrams = callers.length > 0 && isDatagrams(service.service);
    const isServer = callers.length > 0 && !receivesDatagrams;
    const { namespace, discovery } = this;
    const takesPart = isServer || !calls.every(isDatagrams);
    return {
      inputs: {
        ...(namespace &&
          takesPart && {
            serviceConnectConfiguration: {
              enabled: true,
              namespace: namespace.arn,
              services: isServer ? [serverOf(service, this.tls)] : [],
              logConfiguration: logConfiguration("service-connect", service.logs),
            },
          }),
        ...(discovery &&
          receivesDatagrams && { serviceRegistries: discovery.register(name, service.component) }),
      },
      needed: [
        ...rules,
        ...(isServer ? (this.tls?.needed ?? []) : []),
        ...calls.flatMap((called) => this.deployed.get(called.name) ?? []),
      ],
    };
  }

  private reached(connected: ConnectedService): ReachedService {
    const { service } = connected;
    const hasOwnPort = this.tls !== undefined && service.exposure === "public" && !isDatagrams(service);
    return { ...connected, proxyPort: hasOwnPort ? freePort(service) : service.port };
  }

  /** Adds the ECS service of a connected service, which callers that are created later depend on. */
  add(name: string, service: aws.ecs.Service): void {
    this.deployed.set(name, service);
  }
}

/**
 * A request has no time limit, as on EKS, where nothing is between two services; Service Connect's default are 15 s. Idle
 * connections are closed after its defaults.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
 */
function serverOf(
  { name, service, proxyPort }: ReachedService,
  tls: ServiceConnectTls | undefined,
): aws.types.input.ecs.ServiceServiceConnectConfigurationService {
  const { protocol, port } = service;
  return {
    portName: portNameOf(protocol),
    discoveryName: name,
    clientAlias: [{ port: calledPort(service), dnsName: name }],
    ...(proxyPort !== port && { ingressPortOverride: proxyPort }),
    ...(tls && { tls: tls.configuration }),
    timeout: isConnectionProtocol(protocol)
      ? { idleTimeoutSeconds: 3600 }
      : { perRequestTimeoutSeconds: 0, idleTimeoutSeconds: 300 },
  };
}

/** Whether a service receives datagrams, which no proxy of Service Connect forwards. */
function isDatagrams({ protocol }: Pick<Called, "protocol">): boolean {
  return transportOf(protocol) === "udp";
}

/** The rules that let a caller's tasks through to those of the service that it calls, once both are connected. */
function createRules(
  caller: ReachedService | undefined,
  called: ReachedService | undefined,
): pulumi.Resource[] {
  if (caller === undefined || called === undefined) return [];
  const { proxyPort: port, service } = called;
  const onPort = { ipProtocol: transportOf(service.protocol), fromPort: port, toPort: port };
  return [
    new aws.vpc.SecurityGroupEgressRule(
      `${caller.name}-calls-${called.name}-${port}`,
      {
        securityGroupId: caller.securityGroup.id,
        referencedSecurityGroupId: called.securityGroup.id,
        description: `Calls of ${called.name}`,
        ...onPort,
      },
      { parent: caller.component },
    ),
    new aws.vpc.SecurityGroupIngressRule(
      `${called.name}-called-by-${caller.name}-${port}`,
      {
        securityGroupId: called.securityGroup.id,
        referencedSecurityGroupId: caller.securityGroup.id,
        description: `Calls from ${caller.name}`,
        ...onPort,
      },
      { parent: called.component },
    ),
  ];
}
