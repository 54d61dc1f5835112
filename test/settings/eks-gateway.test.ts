import assert from "node:assert/strict";
import { errorsOf, read } from "./reading";

const on = (existing: object, routes: object[] = [{ path: "/*" }], others: object = {}) => ({
  platforms: ["eks"],
  eks: { existing: { context: "kind", ...existing } },
  services: { hello: { source: "./app", routes }, ...others },
});

describe("the Gateway API of an existing cluster", () => {
  it("is its GatewayClass, with annotations and a certificate", () => {
    const gateway = {
      gatewayClass: "envoy",
      gatewayAnnotations: { "cert-manager.io/cluster-issuer": "letsencrypt" },
      gatewayTlsSecret: "shop-tls",
    };
    const { eks } = read(on(gateway, [{ path: "/*", host: "shop.example.com" }]));
    assert.deepEqual(eks?.existing, { context: "kind", ...gateway });
  });

  it("is refused beside an ingress class, and without a GatewayClass", () => {
    assert.deepEqual(
      errorsOf(on({ gatewayClass: "No", ingressClass: "nginx", ingressAnnotations: { a: "b" } })),
      [
        'aws-containers:eks.existing.gatewayClass is "No", but must be the name of a GatewayClass, such as envoy.',
      ],
    );
    assert.deepEqual(
      errorsOf(on({ gatewayClass: "envoy", ingressClass: "nginx", ingressAnnotations: { a: "b" } })),
      [
        "aws-containers:eks.existing.ingressAnnotations can't be combined with gatewayClass: routes are an Ingress's or a Gateway's.",
        "aws-containers:eks.existing.ingressClass can't be combined with gatewayClass: routes are an Ingress's or a Gateway's.",
      ],
    );
    assert.deepEqual(
      errorsOf(on({ ingressClass: "nginx", gatewayAnnotations: { a: "b" }, gatewayTlsSecret: "shop-tls" })),
      [
        "aws-containers:eks.existing.gatewayAnnotations needs gatewayClass: the stack has no Gateway of its own otherwise.",
        "aws-containers:eks.existing.gatewayTlsSecret needs gatewayClass: the stack has no Gateway of its own otherwise.",
      ],
    );
  });

  it("is refused for paths that its routes don't have, and routes without a host of its certificate", () => {
    assert.deepEqual(
      errorsOf(
        on({ gatewayClass: "envoy", gatewayTlsSecret: "shop-tls" }, [
          { path: "/a?", host: "a.example.com" },
          { path: "/*" },
        ]),
      ),
      [
        'aws-containers:services.hello.routes[0].path is "/a?", but behind a Gateway must be exact or end with /*, with no other wildcard, no ", no // and no segment of dots, as an HTTPRoute\'s.',
        "aws-containers:services.hello.routes[1].host is missing: the certificate of aws-containers:eks.existing.gatewayTlsSecret is for hosts. Set it.",
      ],
    );
  });

  it("is refused for routes that get no request, and more hosts than a Gateway has listeners", () => {
    assert.deepEqual(
      errorsOf(
        on({ gatewayClass: "envoy" }, [{ path: "/*", priority: 1 }], {
          api: { source: "./app", routes: [{ path: "/api/*", priority: 2 }] },
        }),
      ),
      [
        "aws-containers:services.api.routes[0] gets no request: aws-containers:services.hello.routes[0], with priority 1, matches all of them. Give it a lower priority, or leave it out.",
      ],
    );
    const hosts = Array.from({ length: 64 }, (_, index) => ({ path: "/*", host: `h${index}.example.com` }));
    assert.deepEqual(errorsOf(on({ gatewayClass: "envoy", gatewayTlsSecret: "shop-tls" }, hosts)), [
      "aws-containers:eks.existing.gatewayTlsSecret takes a listener of the Gateway for each host, at most 63, but the routes have 64. Use a wildcard, such as *.example.com.",
    ]);
  });

  it("can be a Gateway that the cluster has, for routes with hosts", () => {
    const gateway = { name: "public", namespace: "gateways", listener: "https", protocol: "http" };
    const { eks } = read(on({ gateway }, [{ path: "/*", host: "shop.example.com" }]));
    assert.deepEqual(eks?.existing, { context: "kind", gateway });
    assert.deepEqual(errorsOf(on({ gateway, ingressClass: "nginx" })), [
      "aws-containers:eks.existing.ingressClass can't be combined with gateway: routes are an Ingress's or a Gateway's.",
      "aws-containers:services.hello.routes[0].host is missing: others attach routes to aws-containers:eks.existing.gateway, too. Set it.",
    ]);
    assert.deepEqual(
      errorsOf(on({ gateway, gatewayClass: "envoy" }, [{ path: "/*", host: "shop.example.com" }])),
      [
        "aws-containers:eks.existing.gateway can't be combined with gatewayClass, which is of a Gateway of the stack's own.",
      ],
    );
  });
});
