import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { isOutage } from "../../src/diff";
import { planOf, type RecordedPlan } from "../../src/in-process";
import type { ServiceReader } from "../../src/preview-config";
import { differenceOf } from "./two-plans";

interface Served {
  /** Path of the health check; the port is always `traffic-port`. */
  path?: string;
  interval?: number;
  protocolVersion?: string;
  /** The port of its pods, by name, that the Service leads to. Default: none that the pods name. */
  portName?: string;
  /** Whether its Service has the annotations of a target group. Default: true. */
  isRouted?: boolean;
  /** Port of the listener that forwards to it by default. Default: it has none. */
  listener?: number;
}

/** Services by name, and which of them gets the requests of each path. */
interface Stack {
  services: Record<string, Served>;
  routes: Record<string, string>;
  /** Whether somebody else decides where the rules forward to. */
  ignored?: boolean;
}

class Component extends pulumi.ComponentResource {
  constructor(
    readonly name: string,
    create: (options: pulumi.CustomResourceOptions) => void,
    type = "Service",
  ) {
    super(`test:index:${type}`, name);
    create({ parent: this });
  }
}

/** On ECS: a target group for each service, and rules of nobody's. */
const ecs = ({ services, routes, ignored }: Stack) =>
  planOf(() => {
    const targets = new Map<string, aws.lb.TargetGroup>();
    for (const [
      name,
      { path = "/healthz", interval = 5, protocolVersion = "HTTP1", listener },
    ] of Object.entries(services)) {
      new Component(name, (options) => {
        const healthCheck = { path, interval, port: "traffic-port" };
        const target = new aws.lb.TargetGroup(
          `${name}-target`,
          { protocolVersion, healthCheck, port: 80 },
          options,
        );
        targets.set(name, target);
        if (listener === undefined) return;
        new aws.lb.Listener(`listener-${listener}`, {
          loadBalancerArn: "arn:load-balancer",
          port: listener,
          defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
        });
      });
    }
    for (const [index, [path, name]] of Object.entries(routes).entries()) {
      new aws.lb.ListenerRule(
        `rule-${index}`,
        {
          listenerArn: "arn:listener",
          conditions: [{ pathPattern: { values: [path] } }],
          actions: [{ type: "forward", targetGroupArn: targets.get(name)?.arn }],
        },
        { ignoreChanges: ignored ? ["actions"] : [] },
      );
    }
  });

type Routes = (routes: Stack["routes"], namespace: string, options: pulumi.CustomResourceOptions) => void;

const anIngress: Routes = (routes, namespace, options) => {
  const rules = Object.entries(routes).map(([path, name]) => ({
    http: {
      paths: [{ path, pathType: "Prefix", backend: { service: { name, port: { number: 80 } } } }],
    },
  }));
  new kubernetes.networking.v1.Ingress(
    "routes",
    { metadata: { name: "r", namespace }, spec: { rules } },
    options,
  );
};

/** An HTTPRoute for each service. */
const aGateway = (...[routes, namespace, options, gateway = "r"]: [...Parameters<Routes>, string?]) => {
  const apiVersion = "gateway.networking.k8s.io/v1";
  new kubernetes.apiextensions.CustomResource(
    "gateway",
    { apiVersion, kind: "Gateway", metadata: { name: gateway, namespace } },
    options,
  );
  for (const name of new Set(Object.values(routes))) {
    const paths = Object.entries(routes).flatMap(([path, of]) => (of === name ? [path] : []));
    const rule = { matches: paths.map((value) => ({ path: { value } })), backendRefs: [{ name, port: 80 }] };
    new kubernetes.apiextensions.CustomResource(
      `${name}-route`,
      {
        apiVersion,
        kind: "HTTPRoute",
        metadata: { name, namespace },
        spec: { parentRefs: [{ name: gateway }], rules: [rule] },
      },
      options,
    );
  }
};

/** On EKS: a Deployment for each service, and Services and routes of nobody's. */
const eksWith =
  (createRoutes: Routes) =>
  ({ services, routes }: Stack) =>
    planOf(() => {
      const provider = new kubernetes.Provider("cluster", {});
      const namespace = "apps";
      for (const [
        name,
        { path = "/healthz", interval = 5, protocolVersion, portName, isRouted = true, listener },
      ] of Object.entries(services)) {
        const labels = { app: name };
        const annotations = {
          "alb.ingress.kubernetes.io/healthcheck-path": path,
          "alb.ingress.kubernetes.io/healthcheck-interval-seconds": String(interval),
          ...(protocolVersion && { "alb.ingress.kubernetes.io/backend-protocol-version": protocolVersion }),
        };
        const port = { port: 80, ...(portName && { targetPort: portName }) };
        new kubernetes.core.v1.Service(
          `${name}-service`,
          {
            metadata: { name, namespace, ...(isRouted && { annotations }) },
            spec: { selector: labels, ports: [port] },
          },
          { provider },
        );
        new Component(name, (options) => {
          const containers = [
            {
              name: "main",
              image: "web:1",
              readinessProbe: { httpGet: { path, port: 80 } },
              ...(portName && { ports: [{ name: portName, containerPort: listener ?? 8080 }] }),
            },
          ];
          new kubernetes.apps.v1.Deployment(
            `${name}-deployment`,
            {
              metadata: { name, namespace },
              spec: {
                selector: { matchLabels: labels },
                template: { metadata: { labels }, spec: { containers } },
              },
            },
            { ...options, provider },
          );
        });
      }
      new Component(
        "routes",
        (options) => createRoutes(routes, namespace, { ...options, provider }),
        "LoadBalancer",
      );
    });
const eks = eksWith(anIngress);
const behindGateway = eksWith(aGateway);

const reader: ServiceReader = (resources) =>
  resources
    .filter(({ type }) => type === "test:index:Service")
    .map(({ name, urn }) => ({ name, platform: "test", urn, settings: {} }));

async function effectsOf<Of>(
  plan: (of: Of) => ReturnType<typeof planOf>,
  base: Of,
  head: Of,
): Promise<Record<string, string[]>> {
  const { services } = differenceOf(await plan(base), await plan(head), reader);
  return Object.fromEntries(
    services.filter(({ isService }) => isService).map(({ name, effects }) => [name, effects]),
  );
}

const one = { services: { web: {} }, routes: { "/*": "web" } };
const empty =
  "outage: its routes answer 503 until its first replica is healthy; to avoid that, deploy it under another route first, then move the routes";

const moved = (from: string, to: string) =>
  `outage: its routes move from ${from} to ${to}, which answers at another address: move clients and DNS records`;

describe("what a difference says of requests", () => {
  for (const [platform, plan] of Object.entries({ ecs, eks, "eks with a Gateway": behindGateway })) {
    it(`is an outage where a route leads to a service that has yet to start, on ${platform}`, async () => {
      const head = { services: { web: {}, shop: {} }, routes: { "/*": "shop", "/web": "web" } };
      assert.deepEqual(await effectsOf(plan, one, head), { shop: ["created", empty] });
    });

    it(`is an outage where a service is renamed, on ${platform}`, async () => {
      const head = { services: { shop: {} }, routes: { "/*": "shop" } };
      assert.deepEqual(await effectsOf(plan, one, head), {
        shop: ["created under the new name, deleted under the old one", empty],
      });
    });

    it(`is nothing where a route is added, or moves to a service that runs, on ${platform}`, async () => {
      const two = { services: { web: {}, shop: {} }, routes: { "/*": "web", "/shop": "shop" } };
      assert.deepEqual(await effectsOf(plan, one, two), { shop: ["created"] });
      const swapped = { ...two, routes: { "/*": "shop", "/shop": "web" } };
      assert.deepEqual(await effectsOf(plan, two, swapped), {});
    });
  }

  it("is an outage where a Gateway takes the place of an Ingress, or an Ingress that of a Gateway", async () => {
    const told = async (...[base, head]: [typeof eks, typeof eks]) => {
      const { services } = differenceOf(await base(one), await head(one), reader);
      return services.map(({ effects }) => effects);
    };
    assert.deepEqual(await told(eks, behindGateway), [[moved("an Ingress", "a Gateway")]]);
    assert.deepEqual(await told(behindGateway, eks), [[moved("a Gateway", "an Ingress")]]);
    const behindOther = eksWith((...given) => aGateway(...given, "other"));
    assert.deepEqual(await told(behindGateway, behindOther), [[moved("a Gateway", "another Gateway")]]);
    assert.deepEqual(await told(behindGateway, behindGateway), []);
  });

  it("is an outage where the target group of a service is replaced, unless somebody else moves the requests", async () => {
    const head = { ...one, services: { web: { protocolVersion: "HTTP2" } } };
    assert.deepEqual(await effectsOf(ecs, one, head), { web: [empty] });
    assert.deepEqual(await effectsOf(ecs, { ...one, ignored: true }, { ...head, ignored: true }), {
      web: ["1 replaced"],
    });
  });

  it("is an outage where a listener forwards to a target group that has yet to be created", async () => {
    const onPort = (protocolVersion: string) => ({
      services: { web: { protocolVersion, listener: 53 } },
      routes: {},
    });
    assert.deepEqual(await effectsOf(ecs, onPort("HTTP1"), onPort("HTTP2")), {
      web: ["outage: its port leads to no replica until its first new one is healthy"],
    });
  });

  it("is an outage where the load balancer is another one, not where its listener is", async () => {
    const otherLoadBalancer =
      "outage: its load balancer is another one, with another host name, which answers 503 until its first replica is healthy there";
    const behind = (name: string, vpcId: string, port = 80, logicalName = "balancer") =>
      planOf(() => {
        const { arn: loadBalancerArn } = new aws.lb.LoadBalancer(logicalName, { name });
        new Component("web", (options) => {
          const target = new aws.lb.TargetGroup("web-target", { vpcId, port: 80 }, options);
          const actions = [{ type: "forward", targetGroupArn: target.arn }];
          const listener = new aws.lb.Listener("listener", { loadBalancerArn, port, defaultActions: [] });
          const conditions = [{ pathPattern: { values: ["/*"] } }];
          new aws.lb.ListenerRule("rule", { listenerArn: listener.arn, conditions, actions });
        });
      });
    const effects = async (head: RecordedPlan) =>
      differenceOf(await behind("one", "vpc-1"), head, reader).services.find(({ name }) => name === "web")
        ?.effects;
    assert.deepEqual(await effects(await behind("two", "vpc-2")), [otherLoadBalancer]);
    assert.deepEqual(await effects(await behind("one", "vpc-2", 80, "origin")), [otherLoadBalancer]);
    const kept = (await effects(await behind("one", "vpc-1", 8080))) ?? [];
    assert.deepEqual(kept.filter(isOutage), []);
  });

  it("is an outage where the controller replaces the target group of a Service, whatever else it checks", async () => {
    const grpc = { ...one, services: { web: { protocolVersion: "GRPC", path: "/grpc" } } };
    const outage = [
      "outage: the load balancer's controller replaces its target group, whose health check the running pods fail: requests fail until its first new pod is healthy; to avoid that, deploy it as another service under another route first, then move the routes",
      "rolling deployment",
    ];
    assert.deepEqual(await effectsOf(eks, one, grpc), { web: outage });
    assert.deepEqual(await effectsOf(eks, grpc, one), { web: outage });
  });

  it("is an outage where a Service leads to a port by a name that the running pods don't have", async () => {
    const named = (portName: string, listener?: number) => ({
      ...one,
      services: { web: { portName, listener } },
    });
    assert.deepEqual(await effectsOf(eks, named("http"), named("tcp")), {
      web: [
        "outage: its Service leads to a port that the running pods don't have: nothing reaches it until its first new pod is ready; to avoid that, deploy it as another service first, then move its clients",
        "rolling deployment",
      ],
    });
    assert.deepEqual(await effectsOf(eks, named("http"), named("http", 9000)), {
      web: ["rolling deployment"],
    });
  });

  it("is that running tasks have to pass another health check, not that one is made more often", async () => {
    const withPath = { ...one, services: { web: { path: "/ready" } } };
    assert.deepEqual(await effectsOf(ecs, one, withPath), {
      web: [
        "the new health check applies to running tasks at once: ECS replaces those that fail it, and can't roll back to them; deploy a version that answers both first",
      ],
    });
    const lessOften = { ...one, services: { web: { interval: 10 } } };
    assert.deepEqual(await effectsOf(ecs, one, lessOften), { web: ["1 updated in place"] });
  });

  it("is that running pods have to pass another health check, beside the new ones of its probes", async () => {
    const withPath = { ...one, services: { web: { path: "/ready" } } };
    assert.deepEqual(await effectsOf(eks, one, withPath), {
      web: [
        "the new health check applies to running pods at once: those that fail it get no requests beside new ones; deploy a version that answers both first",
        "rolling deployment",
      ],
    });
    const lessOften = { ...one, services: { web: { interval: 10 } } };
    assert.deepEqual(await effectsOf(eks, one, lessOften), {});
    const unchecked = { ...one, services: { web: { isRouted: false } } };
    assert.deepEqual(await effectsOf(eks, one, unchecked), {});
  });

  it("is that requests get 503 where tasks may be in a target group that a service gives up", async () => {
    const service = (alternateTargetGroupArn?: string, isPublic = true) =>
      planOf(() => {
        new Component("web", (options) => {
          const advancedConfiguration = alternateTargetGroupArn && {
            alternateTargetGroupArn,
            productionListenerRule: "arn:rule",
            roleArn: "arn:role",
          };
          const loadBalancer = { targetGroupArn: "arn:1", containerName: "web", containerPort: 80 };
          new aws.ecs.Service(
            "web",
            {
              loadBalancers: isPublic
                ? [{ ...loadBalancer, ...(advancedConfiguration && { advancedConfiguration }) }]
                : [],
            },
            options,
          );
        });
      });
    const effects = async (base: RecordedPlan, head: RecordedPlan) =>
      differenceOf(base, head, reader).services.flatMap((each) => each.effects);
    assert.deepEqual(await effects(await service("arn:2"), await service()), [
      "requests get 503 if its tasks are in the second target group, which it gives up: see first whether that one has targets (aws elbv2 describe-target-health), and, if so, deploy once more with the strategy",
      "rolling deployment",
    ]);
    assert.deepEqual(await effects(await service(), await service("arn:2")), ["rolling deployment"]);
    assert.deepEqual(await effects(await service("arn:2"), await service(undefined, false)), [
      "rolling deployment",
    ]);
  });

  it("is that calls fail where a called service begins or ceases to encrypt them, or has another CA", async () => {
    const called = (authority?: string) =>
      planOf(() => {
        new Component("orders", (options) => {
          const tls = authority && { tls: { issuerCertAuthority: { awsPcaAuthorityArn: authority } } };
          const services = [{ portName: "http", discoveryName: "orders", ...tls }];
          new aws.ecs.Service(
            "orders",
            { serviceConnectConfiguration: { enabled: true, services } },
            options,
          );
        });
      });
    const effects = (base?: string, head?: string) => effectsOf(called, base, head);
    const unknown =
      "calls of it may fail until its callers are deployed after it: their running proxies don't know its certificate";
    assert.deepEqual(await effects(undefined, "arn:ca/1"), { orders: [unknown, "rolling deployment"] });
    assert.deepEqual(await effects("arn:ca/1", "arn:ca/2"), { orders: [unknown, "rolling deployment"] });
    assert.deepEqual(await effects("arn:ca/1", undefined), {
      orders: [
        "calls of it may fail until its callers are deployed after it: their running proxies still encrypt",
        "rolling deployment",
      ],
    });
    assert.deepEqual(await effects("arn:ca/1", "arn:ca/1"), {});
  });
});
