import assert from "node:assert/strict";
import { EcsCluster, FargateService } from "../../../components/ecs";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

const { routes: _, health: _health, ...common } = description;

/** A service that receives datagrams, and its two callers, one of which another one calls by HTTP. */
const services: Record<string, ServiceDescription> = {
  stats: { ...common, exposure: "internal", protocol: "udp", port: 8125 },
  orders: { ...common, exposure: "internal", calls: ["stats"] },
  mail: { ...common, exposure: "none", calls: ["stats", "orders"] },
};

const planWith = (names: readonly string[], serviceConnect = {}): Promise<RecordedPlan> =>
  planOf(() => {
    const described = Object.fromEntries(
      names.flatMap((name) => (services[name] ? [[name, services[name]]] : [])),
    );
    const cluster = new EcsCluster("ecs", { services: described, network, serviceConnect });
    for (const [name, service] of Object.entries(described))
      new FargateService(name, { cluster, network, service });
  });

const serviceOf = (plan: RecordedPlan, name: string) =>
  plan.resource("ecs/service:Service", `${name}-service`);

describe("A service on ECS that receives datagrams and is called", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planWith(["stats", "orders", "mail"], { tls: true });
  });

  it("has a DNS name in a private hosted zone of the VPC, with the addresses of its tasks", () => {
    const namespace = plan.theOne("servicediscovery/privateDnsNamespace:PrivateDnsNamespace");
    const { name, ...inputs } = namespace.inputs;
    assert.equal(namespace.name, "ecs-services");
    assert.match(String(name ?? namespace.outputs.name), /^ecs-services-[0-9a-f]{7}$/);
    assert.deepEqual(inputs, { vpc: "vpc-1", description: "Services that receive datagrams" });
    const discovery = plan.theOne("servicediscovery/service:Service");
    assert.equal(discovery.name, "stats-discovery");
    assert.deepEqual(discovery.inputs, {
      name: "stats",
      dnsConfig: {
        namespaceId: namespace.id,
        dnsRecords: [{ type: "A", ttl: 10 }],
        routingPolicy: "MULTIVALUE",
      },
      forceDestroy: true,
    });
    assert.deepEqual(serviceOf(plan, "stats").inputs.serviceRegistries, {
      registryArn: discovery.outputs.arn,
    });
    assert.equal(serviceOf(plan, "stats").inputs.serviceConnectConfiguration, undefined);
  });

  it("is found by its callers in their variables, which take part in Service Connect for other calls alone", () => {
    const { name } = plan.theOne("servicediscovery/privateDnsNamespace:PrivateDnsNamespace").outputs;
    const variables = (service: string) => {
      const [container] = json(
        plan.resource("TaskDefinition", `${service}-task`).inputs.containerDefinitions,
      ) as {
        environment: { name: string; value: string }[];
      }[];
      const found = container?.environment.filter((variable) => variable.name.endsWith("_URL")) ?? [];
      return Object.fromEntries(found.map((variable) => [variable.name, variable.value]));
    };
    assert.deepEqual(variables("orders"), { STATS_URL: `udp://stats.${name}:8125` });
    assert.deepEqual(variables("mail"), {
      ORDERS_URL: "http://orders",
      STATS_URL: `udp://stats.${name}:8125`,
    });
    const endpoints = ["orders", "mail"].map((service) => {
      const { serviceConnectConfiguration } = serviceOf(plan, service).inputs;
      return (serviceConnectConfiguration as { services: { discoveryName: string; tls?: object }[] })
        .services;
    });
    assert.deepEqual(
      endpoints.map((each) => each.map(({ discoveryName, tls }) => [discoveryName, tls !== undefined])),
      [[["orders", true]], []],
    );
  });

  it("lets in datagrams of its callers alone, and is there before them", () => {
    const groups = new Map(
      Object.keys(services).map((name) => [plan.resource("SecurityGroup", `${name}-service`).id, name]),
    );
    const rules = (type: string, group: string) =>
      plan
        .ofType(type)
        .filter(({ inputs }) => groups.get(String(inputs.securityGroupId)) === group)
        .map(({ inputs: { referencedSecurityGroupId: peer, ipProtocol, fromPort, toPort } }) => [
          groups.get(String(peer)),
          ipProtocol,
          fromPort,
          toPort,
        ]);
    assert.deepEqual(rules("SecurityGroupIngressRule", "stats").sort(), [
      ["mail", "udp", 8125, 8125],
      ["orders", "udp", 8125, 8125],
    ]);
    assert.deepEqual(
      rules("SecurityGroupEgressRule", "orders").filter(([peer]) => peer === "stats"),
      [["stats", "udp", 8125, 8125]],
    );
    for (const caller of ["orders", "mail"]) {
      assert.ok(serviceOf(plan, caller).dependencies.includes(serviceOf(plan, "stats").urn), caller);
    }
    assert.ok(
      serviceOf(plan, "stats").dependencies.includes(plan.theOne("servicediscovery/service:Service").urn),
    );
  });
});

describe("Services on ECS whose calls are datagrams alone", () => {
  it("have no namespace of Service Connect, no proxy and no certificate", async () => {
    const plan = await planWith(["stats", "orders"], { tls: true });
    const types = plan.resources.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => /^aws:acmpca|httpNamespace/.test(type)),
      [],
    );
    assert.equal(serviceOf(plan, "orders").inputs.serviceConnectConfiguration, undefined);
    const uncalled = await planWith(["stats"]);
    assert.deepEqual(uncalled.ofType("servicediscovery/service:Service"), []);
    assert.equal(serviceOf(uncalled, "stats").inputs.serviceRegistries, undefined);
  });
});
