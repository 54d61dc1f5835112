import assert from "node:assert/strict";
import {
  EksLoadBalancer,
  ExistingCluster,
  type ExistingClusterDescription,
  Workload,
} from "../../../../components/eks";
import type { Route, ServiceDescription } from "../../../../components/service";
import { planOf } from "../../../support/plan";
import { described } from "../described";

const existing: ExistingClusterDescription = { kubeconfig: "apiVersion: v1", gatewayClass: "envoy" };

/** A service called web, and another one, on a cluster with a Gateway API. */
const planned = (
  routes: Route[],
  {
    changes = {},
    others = {},
  }: { changes?: Partial<ExistingClusterDescription>; others?: Record<string, ServiceDescription> } = {},
) =>
  planOf(() => {
    const services = { web: described({ routes }), ...others };
    const cluster = new ExistingCluster("eks", {
      existing: { ...existing, ...changes },
      services: Object.values(services),
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
    const { url } = new Workload("web", { cluster, loadBalancer, service: services.web });
    return { url, hostName: loadBalancer.hostName };
  });

type Planned = Awaited<ReturnType<typeof planned>>;

const specOf = (plan: Planned, name: string) => plan.resource(name).inputs.spec;

/** The message of what is refused. */
async function refusal(...args: Parameters<typeof planned>): Promise<string[]> {
  try {
    await planned(...args);
  } catch (error) {
    return error instanceof Error ? error.message.split("\n") : [];
  }
  return assert.fail("must be refused");
}

const accepted = {
  "pulumi.com/waitFor": 'jsonpath={.status.parents[0].conditions[?(@.type=="Accepted")].status}=True',
};
const allowedRoutes = { namespaces: { from: "Same" } };

describe("A Gateway of an existing cluster", () => {
  it("has a listener for HTTP, and an HTTPRoute for each service, in place of an Ingress", async () => {
    const plan = await planned(
      [
        { path: "/about", priority: 10 },
        { path: "/*", priority: 30 },
      ],
      { others: { api: described({ port: 9000, routes: [{ path: "/api/*", priority: 20 }] }) } },
    );
    assert.deepEqual(plan.ofType("networking.k8s.io/v1:Ingress"), []);
    const gateway = plan.resource("eks-gateway");
    assert.equal(gateway.type, "kubernetes:gateway.networking.k8s.io/v1:Gateway");
    assert.deepEqual(gateway.inputs, {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: {
        name: "services",
        namespace: "aws-containers-dev",
        annotations: { "pulumi.com/waitFor": "jsonpath={.status.addresses[0].value}" },
      },
      spec: {
        gatewayClassName: "envoy",
        listeners: [{ name: "http", protocol: "HTTP", port: 80, allowedRoutes }],
      },
    });
    const route = plan.resource("web-route");
    assert.equal(route.type, "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
    assert.deepEqual(route.inputs, {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "web", namespace: "aws-containers-dev", annotations: accepted },
      spec: {
        parentRefs: [{ name: "services", sectionName: "http" }],
        rules: [
          {
            matches: [
              { path: { type: "Exact", value: "/about" } },
              { path: { type: "PathPrefix", value: "/" } },
            ],
            backendRefs: [{ name: "web", port: 80 }],
          },
        ],
      },
    });
    assert.deepEqual(specOf(plan, "api-route"), {
      parentRefs: [{ name: "services", sectionName: "http" }],
      rules: [
        {
          matches: [{ path: { type: "PathPrefix", value: "/api" } }],
          backendRefs: [{ name: "api", port: 80 }],
        },
      ],
    });
    assert.ok(route.dependencies.includes(gateway.urn));
    assert.ok(plan.resource("web-deployment").dependencies.includes(gateway.urn));
  });

  it("answers at its first address", async () => {
    const { outputs } = await planned([{ path: "/shop/*", priority: 1 }]);
    assert.match(String(outputs.hostName), /^k8s-[0-9a-f]{10}-[0-9a-f]{10}\.us-east-1\.elb\.amazonaws\.com$/);
    assert.equal(outputs.url, `http://${outputs.hostName}/shop/`);
  });

  it("answers HTTPS for each host with a certificate, which its annotations may create, and redirects HTTP", async () => {
    const annotations = { "cert-manager.io/cluster-issuer": "letsencrypt" };
    const plan = await planned(
      [
        { path: "/*", host: "shop.example.com", priority: 1 },
        { path: "/*", host: "*.example.com", priority: 2 },
      ],
      { changes: { gatewayAnnotations: annotations, gatewayTlsSecret: "shop-tls" } },
    );
    const tls = { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "shop-tls" }] };
    const https = { protocol: "HTTPS", port: 443, tls, allowedRoutes };
    assert.deepEqual(plan.resource("eks-gateway").inputs.metadata, {
      name: "services",
      namespace: "aws-containers-dev",
      annotations: { ...annotations, "pulumi.com/waitFor": "jsonpath={.status.addresses[0].value}" },
    });
    assert.deepEqual(specOf(plan, "eks-gateway"), {
      gatewayClassName: "envoy",
      listeners: [
        { name: "http", protocol: "HTTP", port: 80, allowedRoutes },
        { name: "example.com.0", hostname: "*.example.com", ...https },
        { name: "shop.example.com", hostname: "shop.example.com", ...https },
      ],
    });
    const rules = [
      {
        matches: [{ path: { type: "PathPrefix", value: "/" } }],
        backendRefs: [{ name: "web", port: 80 }],
      },
    ];
    const { metadata, spec } = plan.resource("web-route-*.example.com").inputs;
    assert.deepEqual(metadata, {
      name: "web.example.com.0",
      namespace: "aws-containers-dev",
      annotations: accepted,
    });
    assert.deepEqual(spec, {
      parentRefs: [{ name: "services", sectionName: "example.com.0" }],
      hostnames: ["*.example.com"],
      rules,
    });
    assert.deepEqual(specOf(plan, "web-route-shop.example.com"), {
      parentRefs: [{ name: "services", sectionName: "shop.example.com" }],
      hostnames: ["shop.example.com"],
      rules,
    });
    assert.deepEqual(specOf(plan, "eks-redirect"), {
      parentRefs: [{ name: "services", sectionName: "http" }],
      rules: [
        { filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] },
      ],
    });
    assert.equal(plan.outputs.url, "https://shop.example.com/");
  });

  it("has at most 64 paths in a rule", async () => {
    const routes = Array.from({ length: 100 }, (_, index) => ({ path: `/p${index}`, priority: index + 1 }));
    const { rules } = specOf(await planned(routes), "web-route") as { rules: { matches: object[] }[] };
    assert.deepEqual(
      rules.map(({ matches }) => matches.length),
      [64, 36],
    );
  });
});

describe("A Gateway that an existing cluster has", () => {
  const { gatewayClass: _, ...byKubeconfig } = existing;
  const shared = (gateway: ExistingClusterDescription["gateway"], routes: Route[]) =>
    planOf(() => {
      const service = described({ routes });
      const cluster = new ExistingCluster("eks", {
        existing: { ...byKubeconfig, gateway },
        services: [service],
      });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { web: service } });
      const { url } = new Workload("web", { cluster, loadBalancer, service });
      return { url, hostName: loadBalancer.hostName };
    });
  const routes: Route[] = [
    { path: "/*", host: "*.example.com", priority: 2 },
    { path: "/shop/*", host: "shop.example.com", priority: 1 },
  ];

  it("has the routes attached to it, and its address is the first exact host", async () => {
    const gateway = { name: "public", namespace: "gateways", listener: "https" };
    const plan = await shared(gateway, routes);
    assert.deepEqual(plan.ofType("gateway.networking.k8s.io/v1:Gateway"), []);
    assert.deepEqual(plan.ofType("networking.k8s.io/v1:Ingress"), []);
    assert.deepEqual(specOf(plan, "web-route-shop.example.com"), {
      parentRefs: [{ name: "public", namespace: "gateways", sectionName: "https" }],
      hostnames: ["shop.example.com"],
      rules: [
        {
          matches: [
            { path: { type: "PathPrefix", value: "/shop" } },
            { path: { type: "PathPrefix", value: "/" } },
          ],
          backendRefs: [{ name: "web", port: 80 }],
        },
      ],
    });
    assert.equal(
      plan.resource("web-route-*.example.com").type,
      plan.resource("web-route-shop.example.com").type,
    );
    assert.deepEqual(plan.outputs, { url: "https://shop.example.com/shop/" });
  });

  it("may be without a listener's name, answer HTTP, and have no exact host", async () => {
    const gateway = { name: "public", namespace: "gateways", protocol: "http" } as const;
    const plan = await shared(gateway, routes);
    const { parentRefs } = specOf(plan, "web-route-shop.example.com") as { parentRefs: object[] };
    assert.deepEqual(parentRefs, [{ name: "public", namespace: "gateways" }]);
    assert.equal(plan.outputs.url, "http://shop.example.com/shop/");
    assert.deepEqual((await shared(gateway, routes.slice(0, 1))).outputs, {});
  });

  it("is refused beside a class, with names that are none, and for routes of any host", async () => {
    assert.deepEqual(
      await refusal([], {
        changes: { gateway: { name: "No", namespace: "a.b", listener: "a b", protocol: "tls" as "http" } },
      }),
      [
        'Invalid arguments for ExistingCluster "eks":',
        "  - existing must have one of ingressClass, gatewayClass and gateway: routes are in one of them",
        '  - existing.gateway.name is "No": must be the name of a Gateway',
        '  - existing.gateway.namespace is "a.b": must be a namespace',
        '  - existing.gateway.listener is "a b": must be the name of a listener',
        '  - existing.gateway.protocol is "tls": must be http or https',
      ],
    );
    await assert.rejects(shared({ name: "public", namespace: "gateways" }, [{ path: "/*", priority: 1 }]), {
      message: [
        'Invalid arguments for EksLoadBalancer "eks":',
        "  - services.web.routes[0].host is missing: must be set for existing.gateway, which others attach routes to as well",
      ].join("\n"),
    });
  });
});

describe("A Gateway of an existing cluster refuses, before anything is registered,", () => {
  const ofLoadBalancer = 'Invalid arguments for EksLoadBalancer "eks":';

  it("paths that an HTTPRoute can't match", async () => {
    const allowed =
      "must be exact or end with /*, with no other wildcard, no \", no // and no segment of dots, as an HTTPRoute's";
    const paths = ["/a*/*", "/a?", '/"a"', "/a//b", "/a/../b", "/a/.", "/a*"];
    assert.deepEqual(await refusal(paths.map((path, index) => ({ path, priority: index + 1 }))), [
      ofLoadBalancer,
      ...paths.map((path, index) => `  - services.web.routes[${index}].path is "${path}": ${allowed}`),
    ]);
  });

  it("routes that get no request, whose order an HTTPRoute would turn round", async () => {
    assert.deepEqual(
      await refusal([
        { path: "/*", priority: 1 },
        { path: "/about", priority: 2 },
      ]),
      [
        ofLoadBalancer,
        "  - services.web.routes[1] gets no request: services.web.routes[0], with priority 1, matches all of them; must have a lower priority, or be left out",
      ],
    );
  });

  it("a login, by which no route may be open", async () => {
    const auth = {
      jwt: { issuer: "https://idp.example.com", jwksEndpoint: "https://idp.example.com/keys" },
    };
    assert.deepEqual(await refusal([{ path: "/*", priority: 1, auth }]), [
      ofLoadBalancer,
      "  - services.web.routes[0].auth is for load balancers of the stack's own: must be left out on an existing cluster",
    ]);
  });

  it("routes without a host, and too many hosts, for a certificate", async () => {
    const changes = { gatewayTlsSecret: "shop-tls" };
    assert.deepEqual(await refusal([{ path: "/*", priority: 1 }], { changes }), [
      ofLoadBalancer,
      "  - services.web.routes[0].host is missing: must be set for existing.gatewayTlsSecret, whose certificate is for hosts",
    ]);
    const routes = Array.from({ length: 64 }, (_, index) => ({
      path: "/*",
      host: `h${index}.example.com`,
      priority: index + 1,
    }));
    assert.deepEqual(await refusal(routes, { changes }), [
      ofLoadBalancer,
      "  - services have routes for 64 hosts: must have at most 63 with existing.gatewayTlsSecret, a listener of the Gateway for each",
    ]);
  });

  it("an IngressClass beside it, names that are none, and what belongs to a Gateway without one", async () => {
    const ofCluster = 'Invalid arguments for ExistingCluster "eks":';
    assert.deepEqual(
      await refusal([], { changes: { ingressClass: "nginx", gatewayClass: "No", gatewayTlsSecret: "a b" } }),
      [
        ofCluster,
        "  - existing must have one of ingressClass, gatewayClass and gateway: routes are in one of them",
        '  - existing.gatewayClass is "No": must be the name of a GatewayClass, such as envoy',
        '  - existing.gatewayTlsSecret is "a b": must be the name of a Secret, such as shop-tls',
      ],
    );
    const { gatewayClass: _, ...others } = existing;
    const refused = await (async () => {
      try {
        await planOf(() => {
          new ExistingCluster("eks", {
            existing: { ...others, gatewayAnnotations: {}, gatewayTlsSecret: "shop-tls" },
            services: [],
          });
        });
      } catch (error) {
        return error instanceof Error ? error.message.split("\n") : [];
      }
      return assert.fail("must be refused");
    })();
    assert.deepEqual(refused, [
      ofCluster,
      "  - existing.gatewayAnnotations needs existing.gatewayClass: the stack has no Gateway of its own otherwise",
      "  - existing.gatewayTlsSecret needs existing.gatewayClass: the stack has no Gateway of its own otherwise",
    ]);
  });
});
