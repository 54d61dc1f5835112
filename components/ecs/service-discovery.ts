import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { serviceDiscovery } from "../../facts/service-discovery";
import type { ServiceDiscoveryArgs } from "./service-discovery-arguments";

/**
 * DNS names of services that receive datagrams, which Service Connect doesn't forward: a private hosted zone of AWS Cloud Map in the
 * VPC, where ECS keeps the addresses of each service's tasks.
 *
 * $0.50 a month for the hosted zone, and queries by use.
 */
export class ServiceDiscovery extends pulumi.ComponentResource {
  /** The namespace, which is a private hosted zone. */
  public readonly namespace: aws.servicediscovery.PrivateDnsNamespace;

  constructor(name: string, { vpcId }: ServiceDiscoveryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:ecs:ServiceDiscovery", name, {}, opts);
    this.namespace = new aws.servicediscovery.PrivateDnsNamespace(
      // Its physical name ends the names of the services, with digits of its own: one in another VPC is created before it is deleted.
      `${name}-services`,
      { vpc: vpcId, description: "Services that receive datagrams" },
      { parent: this },
    );
    this.registerOutputs({ namespace: this.namespace.name });
  }

  /** The host name of a service. */
  hostOf(service: string): pulumi.Output<string> {
    return pulumi.interpolate`${service}.${this.namespace.name}`;
  }

  /**
   * Creates the name of a service.
   *
   * @param component The service's component, the parent.
   * @returns What its ECS service says of it.
   */
  register(service: string, component: pulumi.Resource): aws.types.input.ecs.ServiceServiceRegistries {
    const { arn } = new aws.servicediscovery.Service(
      `${service}-discovery`,
      {
        name: service,
        dnsConfig: {
          namespaceId: this.namespace.id,
          dnsRecords: [{ type: "A", ttl: serviceDiscovery.ttlSeconds }],
          routingPolicy: "MULTIVALUE",
        },
        // ECS removes the addresses of the last tasks after the service.
        forceDestroy: true,
      },
      { parent: component },
    );
    return { registryArn: arn };
  }
}
