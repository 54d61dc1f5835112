import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, type EksClusterArgs, EksLoadBalancer, Workload } from "../../../components/eks";
import { AccessLogs } from "../../../components/load-balancer";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const https = {
  certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c",
  hostName: "eks.shop.example.com",
};
const prefix = "service.beta.kubernetes.io/aws-load-balancer-";

const { routes: _, ...connected } = described();

/** A service that receives connections. */
const service = (changes: Partial<ServiceDescription>): ServiceDescription => ({
  ...connected,
  health: {},
  ...changes,
});

function planOfServices(
  services: Record<string, ServiceDescription>,
  args: Partial<EksClusterArgs> = {},
  logs = false,
): Promise<RecordedPlan> {
  return planOf(() => {
    const loadBalancer = { ...args.loadBalancer, ...(logs && { accessLogs: new AccessLogs("logs") }) };
    const all = { network, ...args, loadBalancer, services: Object.values(services) };
    const cluster = new EksCluster("eks", all);
    const reached = new EksLoadBalancer("eks", { cluster, services, ...(args.https && { https }) });
    const urls = Object.entries(services).map(([name, each]) => [
      name,
      new Workload(name, { cluster, loadBalancer: reached, service: each }).url,
    ]);
    return { endpoints: reached.endpoints, ...Object.fromEntries(urls) };
  });
}

interface Service {
  metadata: { annotations: Record<string, string> };
  spec: { [key: string]: unknown };
}

const serviceOf = (plan: RecordedPlan, name: string) =>
  plan.resource(`${name}-service`).inputs as unknown as Service;

/** Without their prefix, and without Pulumi's own. */
const annotationsOf = (plan: RecordedPlan, name: string) =>
  Object.fromEntries(
    Object.entries(serviceOf(plan, name).metadata.annotations).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );

describe("A service with connections on EKS", () => {
  let plan: RecordedPlan;
  before(async () => {
    const services = { mqtt: service({ protocol: "tcp", port: 1883, drainSeconds: 20 }) };
    plan = await planOfServices(services, { tags: { owner: "platform", tier: "dev" } });
  });

  it("has a Network Load Balancer of its own, of Auto Mode's class, and no Ingress", () => {
    assert.deepEqual(annotationsOf(plan, "mqtt"), {
      "nlb-target-type": "ip",
      scheme: "internet-facing",
      subnets: "subnet-public-1,subnet-public-2",
      "healthcheck-protocol": "TCP",
      "healthcheck-port": "traffic-port",
      "healthcheck-interval": "5",
      "healthcheck-timeout": "4",
      "healthcheck-healthy-threshold": "2",
      "healthcheck-unhealthy-threshold": "2",
      attributes:
        "load_balancing.cross_zone.enabled=true,deletion_protection.enabled=false,zonal_shift.config.enabled=false,access_logs.s3.enabled=false",
      "target-group-attributes":
        "deregistration_delay.timeout_seconds=20,deregistration_delay.connection_termination.enabled=true,preserve_client_ip.enabled=true",
      "additional-resource-tags": "owner=platform,tier=dev",
    });
    assert.deepEqual(serviceOf(plan, "mqtt").spec, {
      type: "LoadBalancer",
      loadBalancerClass: "eks.amazonaws.com/nlb",
      allocateLoadBalancerNodePorts: false,
      selector: { "app.kubernetes.io/name": "mqtt" },
      ports: [{ name: "tcp", port: 1883, targetPort: "tcp", protocol: "TCP" }],
    });
    assert.deepEqual(
      plan.resources.filter(({ type }) => /Ingress(Class|ClassParams)?$/.test(type)),
      [],
    );
  });

  it("is deployed once its load balancer has a host name, which is its address", () => {
    const { annotations } = serviceOf(plan, "mqtt").metadata;
    assert.equal(annotations["pulumi.com/waitFor"], "jsonpath={.status.loadBalancer.ingress[0].hostname}");
    assert.equal(annotations["pulumi.com/skipAwait"], undefined);
    assert.ok(plan.dependenciesOf(plan.resource("mqtt-deployment")).includes("mqtt-service"));
    const { endpoints, mqtt } = plan.outputs as { endpoints: { mqtt: { hostName: string } }; mqtt: string };
    assert.equal(mqtt, `tcp://${endpoints.mqtt.hostName}:1883`);
  });

  it("admits anyone to its port alone, and is probed by a connection", () => {
    const policy = plan.resource("mqtt-network-policy").inputs.spec as { ingress: object };
    assert.deepEqual(policy.ingress, [{ ports: [{ protocol: "TCP", port: "tcp" }] }]);
    const { spec } = plan.resource("mqtt-deployment").inputs as {
      spec: { template: { spec: { containers: { ports: object; readinessProbe: object }[] } } };
    };
    const [container] = spec.template.spec.containers;
    assert.deepEqual(container?.ports, [{ name: "tcp", containerPort: 1883 }]);
    assert.deepEqual(container?.readinessProbe, {
      tcpSocket: { port: "tcp" },
      periodSeconds: 5,
      timeoutSeconds: 4,
      failureThreshold: 2,
    });
  });

  it("has its TLS ended with the cluster's certificate, under its own name", async () => {
    const secure = await planOfServices({ mqtt: service({ protocol: "tls", port: 8883 }) }, { https });
    const {
      "ssl-cert": certificate,
      "ssl-ports": ports,
      "ssl-negotiation-policy": policy,
    } = annotationsOf(secure, "mqtt");
    assert.deepEqual(
      [certificate, ports, policy],
      [https.certificateArn, "8883", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"],
    );
    assert.equal(secure.outputs.mqtt, "tls://mqtt.eks.shop.example.com:8883");
  });

  it("gets datagrams on its port, and checks on another", async () => {
    const health = { port: 8081, path: "/healthz" };
    const datagrams = await planOfServices({ metrics: service({ protocol: "udp", port: 9125, health }) });
    const {
      "healthcheck-protocol": protocol,
      "healthcheck-path": path,
      "healthcheck-port": port,
    } = annotationsOf(datagrams, "metrics");
    assert.deepEqual([protocol, path, port], ["HTTP", "/healthz", "8081"]);
    assert.equal(
      annotationsOf(datagrams, "metrics")["target-group-attributes"],
      "deregistration_delay.timeout_seconds=5,deregistration_delay.connection_termination.enabled=true",
    );
    assert.deepEqual(serviceOf(datagrams, "metrics").spec.ports, [
      { name: "udp", port: 9125, targetPort: "udp", protocol: "UDP" },
    ]);
    const policy = datagrams.resource("metrics-network-policy").inputs.spec as { ingress: object };
    assert.deepEqual(policy.ingress, [
      {
        ports: [
          { protocol: "UDP", port: "udp" },
          { protocol: "TCP", port: 8081 },
        ],
      },
    ]);
    const { spec } = datagrams.resource("metrics-deployment").inputs as {
      spec: { template: { spec: { containers: { ports: object; startupProbe: { httpGet?: object } }[] } } };
    };
    const [container] = spec.template.spec.containers;
    assert.deepEqual(container?.ports, [{ name: "udp", containerPort: 9125, protocol: "UDP" }]);
    assert.deepEqual(container?.startupProbe.httpGet, { path: "/healthz", port: 8081 });
  });

  it("has the attributes of the stack's load balancers, and is protected with them", async () => {
    const loadBalancer = { deletionProtection: true, zonalShift: true, ipv6: true };
    const services = { mqtt: service({ protocol: "tcp", port: 1883 }) };
    const whole = await planOfServices(services, { loadBalancer }, true);
    const bucket = whole.theOne("s3/bucket:Bucket").outputs.bucket;
    assert.equal(
      annotationsOf(whole, "mqtt").attributes,
      "load_balancing.cross_zone.enabled=true,deletion_protection.enabled=true,zonal_shift.config.enabled=true," +
        `access_logs.s3.enabled=true,access_logs.s3.bucket=${bucket},access_logs.s3.prefix=eks-mqtt`,
    );
    assert.equal(annotationsOf(whole, "mqtt")["ip-address-type"], "dualstack");
    assert.equal(whole.resource("mqtt-service").protect, true);
  });

  it("has static addresses by the AWS Load Balancer Controller, one in each zone, and another load balancer for others", async () => {
    const services = { mqtt: service({ protocol: "tcp" }), relay: service({ protocol: "tcp", port: 2525 }) };
    const loadBalancer = { staticAddresses: true, deletionProtection: true };
    const fixed = await planOfServices(services, { compute: "managed", loadBalancer });
    const addresses = fixed.resources.filter(({ type }) => type === "aws:ec2/eip:Eip");
    assert.deepEqual(
      addresses.map(({ name, inputs, protect }) => [name, inputs, protect]),
      ["mqtt-address-1", "mqtt-address-2", "relay-address-1", "relay-address-2"].map((name) => [
        name,
        { domain: "vpc" },
        true,
      ]),
    );
    const [first, second] = addresses.map(({ outputs }) => outputs);
    assert.equal(
      annotationsOf(fixed, "mqtt")["eip-allocations"],
      `${first?.allocationId},${second?.allocationId}`,
    );
    const endpointOf = ({ outputs }: RecordedPlan) => (outputs.endpoints as { mqtt: object }).mqtt;
    assert.deepEqual(Object.keys(endpointOf(fixed)).sort(), ["addresses", "hostName"]);
    assert.deepEqual(fixed.resource("mqtt-service").replaceOnChanges, [
      'metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-eip-allocations"]',
    ]);
    const plain = await planOfServices(services, { compute: "managed" });
    assert.equal(annotationsOf(plain, "mqtt")["eip-allocations"], undefined);
    assert.deepEqual(Object.keys(endpointOf(plain)), ["hostName"]);
    assert.deepEqual(
      plain.resource("mqtt-service").replaceOnChanges,
      fixed.resource("mqtt-service").replaceOnChanges,
    );
  });

  it("has no static addresses without the number of subnets", async () => {
    const unknown = { ...network, publicSubnetIds: pulumi.output(["subnet-public-1", "subnet-public-2"]) };
    const args: Partial<EksClusterArgs> = { compute: "managed", loadBalancer: { staticAddresses: true } };
    const services = { mqtt: service({ protocol: "tcp" }) };
    await assert.rejects(planOfServices(services, { ...args, network: unknown }), {
      message:
        'Invalid arguments for EksLoadBalancer "eks":\n' +
        "  - cluster has loadBalancer.staticAddresses, which needs the number of public subnets: network.publicSubnetIds must be a list, or network have publicSubnetCount",
    });
    const counted = await planOfServices(services, {
      ...args,
      network: { ...unknown, publicSubnetCount: 2 },
    });
    assert.equal(counted.resources.filter(({ type }) => type === "aws:ec2/eip:Eip").length, 2);
  });

  it("is refused with TLS in a cluster without HTTPS, with UDP over IPv6, and with static addresses of Auto Mode", async () => {
    const refused = planOfServices(
      {
        mqtt: service({ protocol: "tls", port: 8883 }),
        metrics: service({ protocol: "udp", port: 9125, health: { port: 8081 } }),
      },
      { loadBalancer: { staticAddresses: true, ipv6: true } },
    );
    await assert.rejects(refused, (error: Error) => {
      assert.ok(pulumi.RunError.isInstance(error), String(error));
      assert.deepEqual(error.message.split("\n"), [
        'Invalid arguments for EksLoadBalancer "eks":',
        '  - services.mqtt.protocol is "tls": must be tcp or udp in a cluster without https',
        '  - services.metrics.protocol is "udp": must be tcp or tls in a cluster with loadBalancer.ipv6',
        "  - cluster has loadBalancer.staticAddresses, for which Auto Mode has no annotation: must be left out with services such as mqtt, behind a Network Load Balancer",
      ]);
      return true;
    });
  });
});
