import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { Https } from "../../../components/https";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

function planOfServices(services: Record<string, ServiceDescription>, https?: Https): Promise<RecordedPlan> {
  return planOf(() => {
    const secure = https && { https };
    const cluster = new EksCluster("eks", { network, services: Object.values(services), ...secure });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services, ...secure });
    const urls = Object.entries(services).map(([name, service]) => [
      name,
      new Workload(name, { cluster, loadBalancer, service }).url,
    ]);
    return { ...Object.fromEntries(urls), hostName: loadBalancer.hostName };
  });
}

const { routes: _, ...unrouted } = described({ scaling: { min: 1, max: 1 } });
const internal: ServiceDescription = { ...unrouted, exposure: "internal" };

const shop: Record<string, ServiceDescription> = {
  web: described({ calls: ["orders"], port: 80 }),
  orders: { ...internal, calls: ["payments"] },
  payments: { ...internal, port: 443, egress: "any" },
  mail: { ...unrouted, exposure: "none", port: 80, calls: ["orders"], environment: { QUEUE: "mail" } },
};

const podsOf = (name: string) => ({ podSelector: { matchLabels: { "app.kubernetes.io/name": name } } });
const onPort = [{ protocol: "TCP", port: "http" }];

describe("Services on EKS that call one another", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfServices(shop);
  });

  const policyOf = (name: string) =>
    plan.resource(`${name}-network-policy`).inputs.spec as { ingress: unknown; egress: { to?: unknown[] }[] };
  const podOf = (name: string) =>
    (plan.resource(`${name}-deployment`).inputs.spec as { template: { spec: Pod } }).template.spec;

  it("let in their callers on their port, and nobody else", () => {
    assert.deepEqual(policyOf("orders").ingress, [{ from: [podsOf("mail"), podsOf("web")], ports: onPort }]);
    assert.deepEqual(policyOf("payments").ingress, [{ from: [podsOf("orders")], ports: onPort }]);
    assert.deepEqual(policyOf("mail").ingress, []);
    assert.deepEqual(policyOf("web").ingress, [{ ports: onPort }]);
  });

  it("may open connections to those that they call, and to no other", () => {
    const callsOf = (name: string) =>
      policyOf(name).egress.filter(({ to }) => JSON.stringify(to)?.includes("podSelector"));
    assert.deepEqual(callsOf("web"), [{ to: [podsOf("orders")], ports: onPort }]);
    assert.deepEqual(callsOf("orders"), [{ to: [podsOf("payments")], ports: onPort }]);
    assert.deepEqual(callsOf("payments"), []);
  });

  it("find each other's address in their variables, that of a Service on port 80", () => {
    assert.deepEqual(podOf("web").containers[0]?.env, [
      { name: "ORDERS_URL", value: "http://orders" },
      { name: "PLATFORM", value: "eks" },
      { name: "PORT", value: "80" },
    ]);
    assert.deepEqual(plan.resource("orders-service").inputs, {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "orders",
        namespace: "services",
        labels: { "app.kubernetes.io/name": "orders" },
        annotations: { "pulumi.com/skipAwait": "true" },
      },
      spec: {
        type: "ClusterIP",
        selector: { "app.kubernetes.io/name": "orders" },
        ports: [{ name: "http", port: 80, targetPort: "http" }],
      },
    });
  });

  it("have routes and an address only where they are public", () => {
    const { rules } = plan.resource("eks-ingress").inputs.spec as { rules: object[] };
    assert.equal(rules.length, 1);
    assert.match(JSON.stringify(rules), /"name":"web"/);
    assert.deepEqual(
      Object.keys(plan.outputs).filter((name) => plan.outputs[name] !== undefined),
      ["hostName", "web"],
    );
    assert.ok(plan.dependenciesOf(plan.resource("web-deployment")).includes("web-target-group"));
    assert.deepEqual(
      plan.resources.flatMap(({ name }) => (name.endsWith("-target-group") ? [name] : [])),
      ["web-target-group"],
    );
  });

  it("are probed where they have a port", () => {
    const { readinessProbe, livenessProbe, startupProbe } = podOf("orders").containers[0] ?? {};
    assert.ok(readinessProbe && livenessProbe && startupProbe);
  });

  it("have neither Service, port, probe nor delay with exposure none", () => {
    assert.deepEqual(
      plan
        .ofType("core/v1:Service")
        .map(({ name }) => name)
        .filter((name) => !name.endsWith("account")),
      ["orders-service", "payments-service", "web-service"],
    );
    const { containers, securityContext, terminationGracePeriodSeconds } = podOf("mail");
    assert.equal(terminationGracePeriodSeconds, 30);
    assert.deepEqual(Object.keys(securityContext).sort(), [
      "runAsGroup",
      "runAsNonRoot",
      "runAsUser",
      "seccompProfile",
    ]);
    assert.deepEqual(Object.keys(containers[0] ?? {}).sort(), [
      ...["env", "image", "name", "resources", "securityContext", "volumeMounts"],
    ]);
    assert.deepEqual(containers[0]?.env, [
      { name: "ORDERS_URL", value: "http://orders" },
      { name: "PLATFORM", value: "eks" },
      { name: "QUEUE", value: "mail" },
    ]);
  });

  it("have no load balancer without a public service", async () => {
    const alone = await planOfServices({ orders: internal, mail: { ...unrouted, exposure: "none" } });
    assert.deepEqual(alone.ofType("networking.k8s.io/v1:Ingress"), []);
    assert.deepEqual(alone.ofType("networking.k8s.io/v1:IngressClass"), []);
    assert.equal(alone.outputs.hostName, undefined);
  });
});

describe("The protocol of a service on EKS", () => {
  const protocols = {
    two: described({ protocol: "http2", routes: [{ path: "/two", priority: 2 }] }),
    call: {
      ...described({ protocol: "grpc", port: 9000, routes: [{ path: "/shop.Orders/*", priority: 3 }] }),
      health: {},
    },
  };
  let plan: RecordedPlan;
  before(async () => {
    const certificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/1";
    plan = await planOfServices(protocols, { certificateArn, hostName: "shop.example.com" });
  });

  it("is that of its target group, whose health is gRPC's status with gRPC", () => {
    const annotationsOf = (name: string) => {
      const { annotations } = plan.resource("core/v1:Service", `${name}-service`).inputs.metadata as {
        annotations: Record<string, string>;
      };
      const key = (name: string) => annotations[`alb.ingress.kubernetes.io/${name}`];
      return [key("backend-protocol-version"), key("healthcheck-path"), key("success-codes")];
    };
    assert.deepEqual(annotationsOf("two"), ["HTTP2", "/healthz", undefined]);
    assert.deepEqual(annotationsOf("call"), ["GRPC", "/grpc.health.v1.Health/Check", "0"]);
  });

  it("needs HTTPS on a load balancer", async () => {
    await planOf(() => {
      assert.throws(
        () =>
          new EksLoadBalancer("eks", {
            cluster: { existing: false, ingressClass: {} } as EksCluster,
            services: protocols,
          }),
        (error: Error) => {
          assert.deepEqual(error.message.split("\n").slice(1), [
            '  - services.two.protocol is "http2": must be http on a load balancer without HTTPS',
            '  - services.call.protocol is "grpc": must be http on a load balancer without HTTPS',
          ]);
          return true;
        },
      );
    });
  });

  it("is probed as the kubelet can: gRPC by its health service, HTTP/2 by a connection", () => {
    const probesOf = (name: string) => {
      const { spec } = plan.resource(`${name}-deployment`).inputs as { spec: { template: { spec: Pod } } };
      const { startupProbe, readinessProbe, livenessProbe } = spec.template.spec.containers[0] ?? {};
      return [startupProbe, readinessProbe, livenessProbe].map((probe) => {
        const { httpGet, tcpSocket, grpc } = probe as Record<string, unknown>;
        return {
          ...(httpGet ? { httpGet } : {}),
          ...(tcpSocket ? { tcpSocket } : {}),
          ...(grpc ? { grpc } : {}),
        };
      });
    };
    const three = (probe: object) => [probe, probe, probe];
    assert.deepEqual(probesOf("two"), three({ tcpSocket: { port: "http" } }));
    assert.deepEqual(probesOf("call"), three({ grpc: { port: 9000 } }));
  });
});

describe("A service with connections on EKS that others call", () => {
  const connected = { ...internal, health: {} };
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfServices({
      cache: { ...connected, protocol: "tcp", port: 6379 },
      metrics: { ...connected, protocol: "udp", port: 9125, health: { port: 8081 } },
      broker: { ...unrouted, health: {}, protocol: "tcp", port: 1883 },
      orders: internal,
      web: described({ calls: ["cache", "metrics", "orders", "broker"] }),
    });
  });

  it("has a Service on its own port, in the cluster alone", () => {
    const specOf = (name: string) => plan.resource(`${name}-service`).inputs.spec as Record<string, unknown>;
    const selector = (name: string) => ({ "app.kubernetes.io/name": name });
    assert.deepEqual(specOf("cache"), {
      type: "ClusterIP",
      selector: selector("cache"),
      ports: [{ name: "tcp", port: 6379, targetPort: "tcp" }],
    });
    assert.deepEqual(specOf("metrics"), {
      type: "ClusterIP",
      selector: selector("metrics"),
      ports: [{ name: "udp", port: 9125, targetPort: "udp", protocol: "UDP" }],
    });
  });

  it("is found with its port, a public one at its pods rather than at its load balancer", () => {
    const { spec } = plan.resource("web-deployment").inputs as { spec: { template: { spec: Pod } } };
    const variables = spec.template.spec.containers[0]?.env as { name: string; value: string }[];
    assert.deepEqual(
      variables.filter(({ name }) => name.endsWith("_URL")),
      [
        { name: "BROKER_URL", value: "tcp://broker:1883" },
        { name: "CACHE_URL", value: "tcp://cache:6379" },
        { name: "METRICS_URL", value: "udp://metrics:9125" },
        { name: "ORDERS_URL", value: "http://orders" },
      ],
    );
  });

  it("lets in its callers alone, by the transport of its protocol", () => {
    const policyOf = (name: string) =>
      plan.resource(`${name}-network-policy`).inputs.spec as {
        ingress: unknown;
        egress: { to?: unknown[] }[];
      };
    const tcp = [{ protocol: "TCP", port: "tcp" }];
    const udp = [{ protocol: "UDP", port: "udp" }];
    assert.deepEqual(policyOf("cache").ingress, [{ from: [podsOf("web")], ports: tcp }]);
    assert.deepEqual(policyOf("metrics").ingress, [{ from: [podsOf("web")], ports: udp }]);
    assert.deepEqual(
      policyOf("web").egress.filter(({ to }) => JSON.stringify(to)?.includes("podSelector")),
      [
        { to: [podsOf("cache"), podsOf("broker")], ports: tcp },
        { to: [podsOf("metrics")], ports: udp },
        { to: [podsOf("orders")], ports: onPort },
      ],
    );
  });
});

interface Pod {
  containers: Record<string, unknown>[];
  securityContext: object;
  terminationGracePeriodSeconds: number;
}
