import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkLoadBalancerArgs } from "../../../components/ecs";
import { EcsCluster, FargateService, NetworkLoadBalancer } from "../../../components/ecs";
import { AccessLogs } from "../../../components/load-balancer";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

const https = {
  certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c",
  hostName: "shop.example.com",
};

const { routes: _, ...connected } = description;

type Services = Record<string, Partial<ServiceDescription>>;

function planOfServices(
  services: Services,
  args: Partial<NetworkLoadBalancerArgs> = {},
): Promise<RecordedPlan> {
  return planOf(() => {
    const cluster = new EcsCluster("ecs");
    const networkLoadBalancer = new NetworkLoadBalancer("ecs", { network, ...args });
    const urls = Object.entries(services).map(([name, service]) => [
      name,
      new FargateService(name, {
        cluster,
        network,
        networkLoadBalancer,
        service: { ...connected, health: {}, ...service },
      } as ConstructorParameters<typeof FargateService>[1]).url,
    ]);
    return { hostName: networkLoadBalancer.hostName, ...Object.fromEntries(urls) };
  });
}

async function refusal(services: Services, args: Partial<NetworkLoadBalancerArgs> = {}): Promise<string[]> {
  let lines: string[] = [];
  await planOfServices(services, args).catch((error: Error) => {
    assert.ok(pulumi.RunError.isInstance(error), String(error));
    lines = error.message.split("\n").slice(1);
  });
  return lines;
}

describe("The Network Load Balancer on ECS", () => {
  it("forwards each port to its service, from every zone to all, with a security group from the beginning", async () => {
    const plan = await planOfServices({ mqtt: { port: 1883, protocol: "tcp" } });
    const component = plan.resource("aws-containers:ecs:NetworkLoadBalancer", "ecs");
    const [balancer, group] = [
      plan.theOne("lb/loadBalancer:LoadBalancer"),
      plan.resource("aws:ec2/securityGroup:SecurityGroup", "ecs-network"),
    ];
    assert.deepEqual(
      plan
        .childrenOf(component)
        .map(({ name }) => name)
        .sort(),
      ["ecs-network", "ecs-network", "ecs-network-1883", "ecs-network-tcp-1883-from-world"],
    );
    assert.deepEqual(balancer.inputs, {
      loadBalancerType: "network",
      internal: false,
      ipAddressType: "ipv4",
      subnets: network.publicSubnetIds,
      securityGroups: [group.id],
      enableCrossZoneLoadBalancing: true,
      enableZonalShift: false,
      enableDeletionProtection: false,
      accessLogs: { enabled: false, bucket: "" },
    });
    assert.equal(balancer.deleteBeforeReplace, true);
    assert.deepEqual(plan.resource("ecs-network-1883").inputs, {
      loadBalancerArn: balancer.outputs.arn,
      port: 1883,
      protocol: "TCP",
      defaultActions: [{ type: "forward", targetGroupArn: plan.resource("mqtt-target").outputs.arn }],
    });
    assert.deepEqual(plan.resource("ecs-network-tcp-1883-from-world").inputs, {
      securityGroupId: group.id,
      description: "TCP 1883 from anywhere",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 1883,
      toPort: 1883,
    });
    assert.equal(plan.outputs.mqtt, `tcp://${balancer.outputs.dnsName}:1883`);
    assert.deepEqual(component.outputs, { hostName: balancer.outputs.dnsName });
  });

  it("shows a service the addresses of clients, and checks that its port accepts connections", async () => {
    const plan = await planOfServices({ mqtt: { port: 1883, protocol: "tcp", drainSeconds: 20 } });
    assert.deepEqual(plan.resource("mqtt-target").inputs, {
      targetType: "ip",
      vpcId: "vpc-1",
      port: 80,
      protocol: "TCP",
      preserveClientIp: "true",
      connectionTermination: true,
      deregistrationDelay: 20,
      healthCheck: {
        protocol: "TCP",
        port: "traffic-port",
        interval: 5,
        timeout: 4,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
    });
    const service = plan.resource("aws:ecs/service:Service", "mqtt-service");
    assert.deepEqual(service.inputs.loadBalancers, [
      {
        targetGroupArn: plan.resource("mqtt-target").outputs.arn,
        containerName: "mqtt",
        containerPort: 1883,
      },
    ]);
    assert.ok(plan.dependenciesOf(service).includes("ecs-network-1883"));
  });

  it("is let through to the service's port, and by the service's group alone", async () => {
    const plan = await planOfServices({ mqtt: { port: 1883, protocol: "tcp" } });
    const onPort = { ipProtocol: "tcp", fromPort: 1883, toPort: 1883 };
    const group = plan.resource("aws:ec2/securityGroup:SecurityGroup", "ecs-network").id;
    const own = plan.resource("aws:ec2/securityGroup:SecurityGroup", "mqtt-service").id;
    assert.deepEqual(plan.resource("mqtt-network-to-service-tcp-1883").inputs, {
      securityGroupId: group,
      referencedSecurityGroupId: own,
      description: "Connections to mqtt",
      ...onPort,
    });
    assert.deepEqual(plan.resource("mqtt-from-network-tcp-1883").inputs, {
      securityGroupId: own,
      referencedSecurityGroupId: group,
      description: "Connections from the network load balancer",
      ...onPort,
    });
  });

  it("terminates TLS with the domain's certificate, under the service's own name", async () => {
    const plan = await planOfServices({ mqtt: { port: 8883, protocol: "tls" } }, { https });
    const { protocol, sslPolicy, certificateArn } = plan.resource("ecs-network-8883").inputs;
    assert.deepEqual(
      { protocol, sslPolicy, certificateArn },
      {
        protocol: "TLS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        certificateArn: https.certificateArn,
      },
    );
    assert.equal(plan.resource("mqtt-target").inputs.protocol, "TCP");
    assert.equal(plan.outputs.mqtt, "tls://mqtt.shop.example.com:8883");
  });

  it("forwards datagrams, and checks a TCP port, which it is let through to as well", async () => {
    const health = { port: 8081, path: "/healthz" };
    const plan = await planOfServices({ metrics: { port: 9125, protocol: "udp", health } });
    const target = plan.resource("metrics-target").inputs;
    assert.deepEqual([target.protocol, target.preserveClientIp], ["UDP", undefined]);
    assert.deepEqual(target.healthCheck, {
      protocol: "HTTP",
      path: "/healthz",
      matcher: "200",
      port: "8081",
      interval: 5,
      timeout: 4,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    });
    assert.equal(plan.resource("ecs-network-9125").inputs.protocol, "UDP");
    const rules = plan.resources.flatMap(({ name }) =>
      name.startsWith("metrics-from-network") ? [name] : [],
    );
    assert.deepEqual(rules.sort(), ["metrics-from-network-tcp-8081", "metrics-from-network-udp-9125"]);
    const [container] = JSON.parse(String(plan.theOne("TaskDefinition").inputs.containerDefinitions));
    assert.deepEqual(container.portMappings, [{ name: "udp", containerPort: 9125, protocol: "udp" }]);
    assert.equal(plan.outputs.metrics, `udp://${plan.outputs.hostName}:9125`);
  });

  it("has static addresses by argument, one in each zone, which are protected with it", async () => {
    const args = { staticAddresses: true, deletionProtection: true };
    const plan = await planOfServices({ mqtt: { port: 1883, protocol: "tcp" } }, args);
    const balancer = plan.theOne("lb/loadBalancer:LoadBalancer");
    const addresses = plan.resources.filter(({ type }) => type === "aws:ec2/eip:Eip");
    assert.deepEqual(
      addresses.map(({ name, inputs, protect }) => ({ name, inputs, protect })),
      [1, 2].map((zone) => ({
        name: `ecs-network-address-${zone}`,
        inputs: { domain: "vpc" },
        protect: true,
      })),
    );
    assert.deepEqual(
      balancer.inputs.subnetMappings,
      addresses.map(({ outputs }, index) => ({
        subnetId: network.publicSubnetIds[index],
        allocationId: outputs.allocationId,
      })),
    );
    assert.equal(balancer.inputs.subnets, undefined);
    assert.equal(balancer.protect, true);
  });

  it("is dual stack by argument, and each port reached from any address of IPv6 too", async () => {
    const plan = await planOfServices({ mqtt: { port: 1883, protocol: "tcp" } }, { ipv6: true });
    assert.equal(plan.theOne("lb/loadBalancer:LoadBalancer").inputs.ipAddressType, "dualstack");
    assert.deepEqual(plan.resource("ecs-network-tcp-1883-from-world-ipv6").inputs, {
      securityGroupId: plan.resource("aws:ec2/securityGroup:SecurityGroup", "ecs-network").id,
      description: "TCP 1883 from anywhere over IPv6",
      cidrIpv6: "::/0",
      ipProtocol: "tcp",
      fromPort: 1883,
      toPort: 1883,
    });
    const needed = plan.dependenciesOf(plan.resource("ecs-network-1883"));
    assert.ok(needed.includes("ecs-network-tcp-1883-from-world-ipv6"));
  });

  it("logs where it is told to, once the bucket accepts it", async () => {
    const plan = await planOf(() => {
      new NetworkLoadBalancer("ecs", { network, accessLogs: new AccessLogs("logs"), zonalShift: true });
    });
    const balancer = plan.theOne("lb/loadBalancer:LoadBalancer");
    assert.deepEqual(balancer.inputs.accessLogs, {
      enabled: true,
      bucket: plan.theOne("s3/bucket:Bucket").outputs.bucket,
      prefix: "ecs-network",
    });
    assert.equal(balancer.inputs.enableZonalShift, true);
    assert.ok(plan.dependenciesOf(balancer).includes("logs-access-logs"));
  });
});

describe("A service with connections on ECS is refused", () => {
  it("for what only requests have, and for UDP without a port that can be checked", async () => {
    const routes = [{ path: "/*" }];
    assert.deepEqual(
      await refusal({ dns: { port: 53, protocol: "udp", routes, scaling: { requestsPerTask: 10 } } }),
      [
        "  - service.routes are for requests, which have paths: must be left out with service.protocol udp",
        "  - service.scaling.requestsPerTask counts requests: must be left out with service.protocol udp",
        "  - service.health.port is missing: must be a TCP port with service.protocol udp, by which nothing is checked",
      ],
    );
  });

  it("for a port that another service has, for TLS without a certificate, for UDP over IPv6, and where nobody reaches it", async () => {
    assert.deepEqual(
      await refusal({ one: { port: 1883, protocol: "tcp" }, two: { port: 1883, protocol: "tcp" } }),
      [
        '  - service.port is 1883: must be another one: service "one" has it on the same network load balancer',
      ],
    );
    assert.deepEqual(await refusal({ mqtt: { port: 8883, protocol: "tls" } }), [
      '  - service.protocol is "tls": must be tcp or udp on a network load balancer without https',
    ]);
    assert.deepEqual(await refusal({ mqtt: { port: 1883, protocol: "tcp", exposure: "none" } }), [
      '  - service.protocol is "tcp": must be http, http2 or grpc with service.exposure none',
    ]);
    const udp = { port: 9125, protocol: "udp", health: { port: 8081 } } as const;
    assert.deepEqual(await refusal({ metrics: udp }, { ipv6: true }), [
      '  - service.protocol is "udp": must be tcp or tls on a network load balancer with ipv6',
    ]);
    assert.deepEqual(await refusal({ web: { health: { port: 8081 }, exposure: "internal" } }), [
      "  - service.health.port is 8081: must be left out with service.protocol http",
    ]);
  });

  it("without its load balancer", async () => {
    await planOf(() => {
      const cluster = new EcsCluster("ecs");
      const service = { ...connected, health: {}, protocol: "tcp" as const };
      assert.throws(() => new FargateService("mqtt", { cluster, network, service }), {
        message:
          'Invalid arguments for FargateService "mqtt":\n' +
          "  - networkLoadBalancer is missing: must be given to a public service with protocol tcp",
      });
    });
  });

  it("on a load balancer of a name that AWS allows no more characters", async () => {
    await assert.rejects(
      planOf(() => new NetworkLoadBalancer("seventeen-letters", { network })),
      {
        message:
          'Invalid arguments for NetworkLoadBalancer "seventeen-letters":\n  - name has 17 characters: must be at most 16',
      },
    );
  });

  it("on a load balancer whose zones can't be counted, with static addresses", async () => {
    const unknown = { ...network, publicSubnetIds: pulumi.output(network.publicSubnetIds) };
    assert.deepEqual(await refusal({}, { network: unknown, staticAddresses: true }), [
      "  - staticAddresses needs the number of public subnets: network.publicSubnetIds must be a list, or network have publicSubnetCount",
    ]);
    assert.deepEqual(await refusal({}, { network: { ...network, publicSubnetIds: ["subnet-1"] } }), [
      "  - network.publicSubnetIds has 1 subnets: must have at least 2, in two zones",
    ]);
  });
});
