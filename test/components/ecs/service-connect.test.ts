import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import type { Https } from "../../../components/https";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

type Services = Record<string, Partial<ServiceDescription>>;

/** Plans services in this order, with a load balancer where one of them is public. */
function planOfStack(services: Services, https?: Https): Promise<RecordedPlan> {
  return planOf(() => {
    const described = Object.entries(services).map(([name, service]): [string, ServiceDescription] => {
      const { routes: _, ...common } = description;
      return [name, { ...common, ...service }];
    });
    const cluster = new EcsCluster("ecs", { services: Object.fromEntries(described) });
    const isPublic = described.some(([, { exposure = "public" }]) => exposure === "public");
    const loadBalancer = isPublic ? new LoadBalancer("ecs", { network, ...(https && { https }) }) : undefined;
    const urls = described.map(([name, service]) => [
      name,
      new FargateService(name, { cluster, loadBalancer, network, service }).url,
    ]);
    return Object.fromEntries(urls);
  });
}

const shop: Services = {
  payments: { exposure: "internal", port: 9000 },
  orders: { exposure: "internal", calls: ["payments"] },
  web: { calls: ["orders"], environment: {} },
  mail: { exposure: "none", calls: ["orders"] },
};

const serviceOf = (plan: RecordedPlan, name: string) =>
  plan.resource("ecs/service:Service", `${name}-service`);
const groupOf = (plan: RecordedPlan, name: string) => plan.resource("SecurityGroup", `${name}-service`).id;
const containerOf = (plan: RecordedPlan, name: string) => {
  const [container] = json(plan.resource("TaskDefinition", `${name}-task`).inputs.containerDefinitions) as {
    portMappings?: object[];
    systemControls?: object[];
    environment: { name: string; value: string }[];
  }[];
  assert.ok(container);
  return container;
};
const variablesOf = (plan: RecordedPlan, name: string) =>
  Object.fromEntries(containerOf(plan, name).environment.map(({ name, value }) => [name, value]));

describe("Services on ECS that call one another", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfStack(shop);
  });

  it("have one namespace, named for the cluster, which is deleted last", () => {
    const namespace = plan.theOne("servicediscovery/httpNamespace:HttpNamespace");
    assert.deepEqual(namespace.inputs, {
      name: plan.resource("ecs-cluster").outputs.name,
      description: "Services that call one another",
    });
    assert.deepEqual(namespace.customTimeouts, { delete: 600 });
    for (const name of Object.keys(shop)) {
      assert.ok(serviceOf(plan, name).dependencies.includes(namespace.urn), name);
    }
  });

  it("are servers where they are called, and clients, with a proxy that logs where the service does", () => {
    const configurationOf = (name: string, services: object[]) => ({
      enabled: true,
      namespace: plan.resource("ecs-namespace").outputs.arn,
      services,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": plan.resource(`${name}-logs`).outputs.name,
          "awslogs-region": "us-east-1",
          "awslogs-stream-prefix": "service-connect",
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
    });
    const server = (name: string) => ({
      portName: "http",
      discoveryName: name,
      clientAlias: [{ port: 80, dnsName: name }],
      timeout: { perRequestTimeoutSeconds: 0, idleTimeoutSeconds: 300 },
    });
    assert.deepEqual(
      Object.keys(shop).map((name) => serviceOf(plan, name).inputs.serviceConnectConfiguration),
      [
        configurationOf("payments", [server("payments")]),
        configurationOf("orders", [server("orders")]),
        configurationOf("web", []),
        configurationOf("mail", []),
      ],
    );
    assert.deepEqual(containerOf(plan, "payments").portMappings, [
      { name: "http", containerPort: 9000, protocol: "tcp", appProtocol: "http" },
    ]);
  });

  it("find each other's address in their variables", () => {
    assert.deepEqual(variablesOf(plan, "web"), {
      ORDERS_URL: "http://orders",
      PLATFORM: "ecs",
      PORT: "8080",
    });
    assert.deepEqual(variablesOf(plan, "orders"), {
      GREETING: "Hello",
      PAYMENTS_URL: "http://payments",
      PLATFORM: "ecs",
      PORT: "8080",
    });
  });

  it("let in their callers on their port, and nobody else", () => {
    const rules = (type: string, name: string) =>
      plan
        .ofType(type)
        .filter(({ inputs }) => inputs.securityGroupId === groupOf(plan, name))
        .map(({ inputs: { description, referencedSecurityGroupId, fromPort, toPort, ipProtocol } }) => ({
          ...{ description, referencedSecurityGroupId, fromPort, toPort, ipProtocol },
        }));
    const rule = (description: string, peer: string, port: number) => ({
      description,
      referencedSecurityGroupId: groupOf(plan, peer),
      ...{ fromPort: port, toPort: port, ipProtocol: "tcp" },
    });
    assert.deepEqual(rules("SecurityGroupIngressRule", "payments"), [
      rule("Calls from orders", "orders", 9000),
    ]);
    assert.deepEqual(rules("SecurityGroupIngressRule", "orders"), [
      rule("Calls from mail", "mail", 8080),
      rule("Calls from web", "web", 8080),
    ]);
    assert.deepEqual(
      rules("SecurityGroupIngressRule", "web").map(({ description }) => description),
      ["Requests from the load balancer"],
    );
    assert.deepEqual(rules("SecurityGroupIngressRule", "mail"), []);
    const callsIn = (name: string) =>
      rules("SecurityGroupEgressRule", name).filter(({ description }) => /^Calls/.test(String(description)));
    assert.deepEqual(callsIn("payments"), []);
    assert.deepEqual(callsIn("orders"), [rule("Calls of payments", "payments", 9000)]);
    assert.deepEqual(callsIn("mail"), [rule("Calls of orders", "orders", 8080)]);
  });

  it("start after those that they call, and after the rules of their calls", () => {
    const dependenciesOf = (name: string) => plan.dependenciesOf(serviceOf(plan, name));
    assert.ok(dependenciesOf("web").includes("orders-service"));
    assert.ok(serviceOf(plan, "web").dependencies.includes(serviceOf(plan, "orders").urn));
    assert.ok(serviceOf(plan, "orders").dependencies.includes(serviceOf(plan, "payments").urn));
    assert.ok(!serviceOf(plan, "web").dependencies.includes(serviceOf(plan, "payments").urn));
    for (const rule of ["web-calls-orders-8080", "orders-called-by-web-8080"]) {
      assert.ok(dependenciesOf("web").includes(rule), rule);
    }
  });

  it("have what they are called by in their own component, whatever the order of creation", async () => {
    const reversed = await planOfStack(Object.fromEntries(Object.entries(shop).reverse()));
    const urns = ({ resources }: RecordedPlan) => resources.map(({ urn }) => urn).sort();
    assert.deepEqual(urns(reversed), urns(plan));
    assert.ok(!serviceOf(reversed, "web").dependencies.includes(serviceOf(reversed, "orders").urn));
  });

  it("may call each other: the rules are there, and the first depends on none of the others", async () => {
    const circle = await planOfStack({
      b: { exposure: "internal", calls: ["a"] },
      a: { exposure: "internal", calls: ["b"] },
    });
    assert.deepEqual(
      circle
        .ofType("SecurityGroupIngressRule")
        .map(({ name }) => name)
        .sort(),
      ["a-called-by-b-8080", "b-called-by-a-8080"],
    );
    assert.ok(serviceOf(circle, "a").dependencies.includes(serviceOf(circle, "b").urn));
    assert.ok(!serviceOf(circle, "b").dependencies.includes(serviceOf(circle, "a").urn));
    assert.deepEqual(variablesOf(circle, "b").A_URL, "http://a");
  });

  it("cost nothing where there are none", async () => {
    const without = await planOfStack({ web: {}, orders: { exposure: "internal" } });
    assert.deepEqual(without.ofType("ServiceConnect"), []);
    assert.equal(serviceOf(without, "orders").inputs.serviceConnectConfiguration, undefined);
  });
});

describe("A service on ECS that isn't public", () => {
  it("has no target group, no listener rule and no address", async () => {
    const plan = await planOfStack(shop);
    assert.deepEqual(
      plan.ofType("TargetGroup").map(({ name }) => name),
      ["web-target"],
    );
    assert.deepEqual(
      plan.ofType("ListenerRule").map(({ name }) => name),
      ["ecs-route-1000"],
    );
    const { loadBalancers, healthCheckGracePeriodSeconds } = serviceOf(plan, "orders").inputs;
    assert.deepEqual([loadBalancers, healthCheckGracePeriodSeconds], [[], undefined]);
    assert.deepEqual(
      Object.keys(plan.outputs).filter((name) => plan.outputs[name] !== undefined),
      ["web"],
    );
  });

  it("needs no load balancer", async () => {
    const plan = await planOfStack({ mail: { exposure: "none" } });
    assert.deepEqual(plan.ofType("lb/"), []);
    assert.deepEqual(serviceOf(plan, "mail").inputs.networkConfiguration, {
      subnets: network.workloadSubnetIds,
      securityGroups: [groupOf(plan, "mail")],
      assignPublicIp: false,
    });
  });

  it("listens on no port with exposure none", async () => {
    const plan = await planOfStack({ mail: { exposure: "none", port: 80 } });
    const { portMappings, systemControls } = containerOf(plan, "mail");
    assert.deepEqual([portMappings, systemControls], [undefined, undefined]);
    assert.deepEqual(variablesOf(plan, "mail"), { GREETING: "Hello", PLATFORM: "ecs" });
    assert.deepEqual(plan.ofType("SecurityGroupIngressRule"), []);
  });
});

describe("The protocol of a service on ECS", () => {
  it("is that of its target group, whose health is gRPC's status with gRPC, and of its port", async () => {
    const plan = await planOfStack(
      {
        two: { protocol: "http2", routes: [{ path: "/two", priority: 2 }], health: { path: "/ready" } },
        call: { protocol: "grpc", routes: [{ path: "/shop.Orders/*", priority: 3 }], health: {} },
      },
      { certificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/1", hostName: "shop.example.com" },
    );
    const target = (name: string) => {
      const { protocol, protocolVersion, healthCheck } = plan.resource(`${name}-target`).inputs;
      const { path, matcher } = healthCheck as { path: string; matcher: string };
      return [protocol, protocolVersion, path, matcher];
    };
    assert.deepEqual(target("two"), ["HTTP", "HTTP2", "/ready", "200"]);
    assert.deepEqual(target("call"), ["HTTP", "GRPC", "/grpc.health.v1.Health/Check", "0"]);
    const portOf = (name: string) => containerOf(plan, name).portMappings;
    const port = { name: "http", containerPort: 8080, protocol: "tcp" };
    assert.deepEqual(portOf("two"), [{ ...port, appProtocol: "http2" }]);
    assert.deepEqual(portOf("call"), [{ ...port, appProtocol: "grpc" }]);
  });
});

describe("A service with connections on ECS that others call", () => {
  const cache: Partial<ServiceDescription> = {
    exposure: "internal",
    protocol: "tcp",
    port: 6379,
    health: {},
  };
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfStack({ cache, web: { calls: ["cache"], environment: {} } });
  });

  it("is a server of TCP on its own port, whose idle connections stay for an hour", () => {
    const { services } = serviceOf(plan, "cache").inputs.serviceConnectConfiguration as {
      services: object[];
    };
    assert.deepEqual(services, [
      {
        portName: "tcp",
        discoveryName: "cache",
        clientAlias: [{ port: 6379, dnsName: "cache" }],
        timeout: { idleTimeoutSeconds: 3600 },
      },
    ]);
    assert.deepEqual(containerOf(plan, "cache").portMappings, [
      { name: "tcp", containerPort: 6379, protocol: "tcp" },
    ]);
  });

  it("is found with its port, which lets in its callers alone", () => {
    assert.deepEqual(variablesOf(plan, "web"), {
      CACHE_URL: "tcp://cache:6379",
      PLATFORM: "ecs",
      PORT: "8080",
    });
    const { referencedSecurityGroupId, fromPort, ipProtocol } =
      plan.resource("cache-called-by-web-6379").inputs;
    assert.deepEqual([referencedSecurityGroupId, fromPort, ipProtocol], [groupOf(plan, "web"), 6379, "tcp"]);
  });
});

describe("Components of ECS refuse", () => {
  async function refusal(program: () => unknown): Promise<string[]> {
    let lines: string[] = [];
    await planOf(() => {
      assert.throws(program, (error: Error) => {
        assert.ok(pulumi.RunError.isInstance(error), String(error));
        lines = error.message.split("\n");
        return true;
      });
    });
    return lines;
  }

  it("calls that can't be made", async () => {
    const services = {
      web: { calls: ["web", "order", "mail", "orders", "orders", "Payments"] },
      orders: {},
      Payments: {},
      mail: { exposure: "none" as const },
    };
    assert.deepEqual(await refusal(() => new EcsCluster("ecs", { services })), [
      'Invalid arguments for EcsCluster "ecs":',
      '  - services.web.calls[4] is "orders": must be unique, but services.web.calls[3] is the same',
      '  - services.web.calls[0] is "web": must be another service',
      '  - services.web.calls[1] is "order": must be one of the services, web, orders, Payments or mail',
      '  - services.web.calls[2] is "mail": must be a service that can be reached, but its exposure is none',
      '  - services.web.calls[5] is "Payments": must be a host name of lowercase letters, digits and hyphens',
    ]);
  });

  it("datagrams between services outside of a VPC, and TLS that nothing ends", async () => {
    const services = { web: { calls: ["dns"] }, dns: { protocol: "udp" as const } };
    assert.deepEqual(await refusal(() => new EcsCluster("ecs", { services })), [
      'Invalid arguments for EcsCluster "ecs":',
      '  - network is missing: must be given, since services.web.calls[0] is "dns", whose protocol udp takes a name in the VPC',
    ]);
    const { routes: _, ...unrouted } = description;
    const place = (service: Partial<ServiceDescription>) => () =>
      new FargateService("db", {
        cluster: new EcsCluster("ecs"),
        network,
        service: { ...unrouted, exposure: "internal", ...service },
      } as ConstructorParameters<typeof FargateService>[1]);
    assert.deepEqual(await refusal(place({ protocol: "tls", health: {} })), [
      'Invalid arguments for FargateService "db":',
      '  - service.protocol is "tls": must be another one with service.exposure internal, such as tcp, since no load balancer terminates TLS',
    ]);
  });

  it("a service with other calls than the cluster knows, and a variable that they set", async () => {
    const lines = await refusal(() => {
      const cluster = new EcsCluster("ecs", { services: { web: {}, orders: {} } });
      const loadBalancer = new LoadBalancer("ecs", { network });
      const environment = { ORDERS_URL: "http://elsewhere" };
      return new FargateService("web", {
        ...{ cluster, loadBalancer },
        service: { ...description, calls: ["orders"], environment },
      });
    });
    assert.deepEqual(lines, [
      'Invalid arguments for FargateService "web":',
      "  - service.environment.ORDERS_URL is set from service.calls: must be left out",
      '  - service.calls is orders: must be what cluster.services has for "web", so that the cluster gets a namespace',
    ]);
  });

  it("a public service without a load balancer, and routes of one that isn't", async () => {
    const missing = await refusal(
      () => new FargateService("web", { cluster: new EcsCluster("ecs"), network, service: description }),
    );
    assert.deepEqual(missing.slice(1), [
      "  - loadBalancer is missing: must be given to a public service, or service.exposure another one",
    ]);
    const useless = await refusal(() => {
      const service = {
        ...description,
        exposure: "internal" as const,
        scaling: { min: 1, max: 2, requestsPerTask: 9 },
      };
      return new FargateService("web", { cluster: new EcsCluster("ecs"), network, service });
    });
    assert.deepEqual(useless.slice(1), [
      "  - service.routes needs the load balancer's requests: must be left out with exposure internal",
      "  - service.scaling.requestsPerTask needs the load balancer's requests: must be left out with exposure internal",
      "  - service.scaling is 1 to 2 without a target: must have cpuPercent or memoryPercent or backlog, or min equal to max",
    ]);
  });
});
