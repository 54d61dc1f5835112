import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import { WebAcl } from "../../../components/load-balancer";
import type { Route, ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

function planOfServices(
  services: Record<string, ServiceDescription>,
  https?: { certificateArn: string; hostName: string },
): Promise<RecordedPlan> {
  return planOf(() => {
    const cluster = new EksCluster("eks", { network, https, services: Object.values(services) });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, https, services });
    for (const [name, service] of Object.entries(services)) {
      new Workload(name, { cluster, loadBalancer, service });
    }
    return { hostName: loadBalancer.hostName };
  });
}

const routed = (...routes: Route[]) => described({ routes });

/** The rules in their order, as HOST PATH SERVICE. */
function rulesOf(plan: RecordedPlan): string[] {
  const { rules } = plan.resource("eks-ingress").inputs.spec as { rules: Rule[] };
  return rules.flatMap(({ host = "any", http }) =>
    http.paths.map(({ path, backend }) => `${host} ${path} ${backend.service.name}`),
  );
}

interface Rule {
  host?: string;
  http: { paths: { path: string; backend: { service: { name: string } } }[] };
}

describe("EksLoadBalancer", () => {
  const certificateArn = "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c";
  const https = { certificateArn, hostName: "shop.example.com" };
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfServices({
      hello: routed({ path: "/*", priority: 100 }),
      shop: described({
        routes: [{ path: "/basket/*", host: "shop.example.com", priority: 7 }],
        health: { path: "/ready", intervalSeconds: 30, unhealthyThreshold: 4 },
        drainSeconds: 60,
      }),
    });
  });

  it("consists of an Ingress, and of a Service and a signal of its target group for each service", () => {
    const loadBalancer = plan.resource("aws-containers:eks:EksLoadBalancer", "eks");
    assert.deepEqual(
      plan
        .childrenOf(loadBalancer)
        .map(({ type, name }) => `${name} ${type}`)
        .sort(),
      [
        "eks-ingress kubernetes:networking.k8s.io/v1:Ingress",
        "hello-service kubernetes:core/v1:Service",
        "hello-target-group kubernetes:networking.k8s.io/v1:Ingress",
        "shop-service kubernetes:core/v1:Service",
        "shop-target-group kubernetes:networking.k8s.io/v1:Ingress",
      ],
    );
    const provider = plan.resource("eks-kubernetes");
    for (const child of plan.childrenOf(loadBalancer)) {
      assert.ok(child.provider?.startsWith(`${provider.urn}::`), child.name);
      assert.ok(plan.dependenciesOf(child).includes("eks-namespace"), child.name);
    }
    assert.match(String(plan.outputs.hostName), /^k8s-[0-9a-z-]+\.us-east-1\.elb\.amazonaws\.com$/);
    assert.deepEqual(loadBalancer.outputs, { hostName: plan.outputs.hostName });
  });

  it("listens on HTTPS with the ingress class's certificate, and redirects HTTP to it", async () => {
    const secure = await planOf(() => {
      const service = routed({ path: "/a/*", host: "app.shop.example.com" }, { path: "/*" });
      const cluster = new EksCluster("eks", { network, https, services: [service] });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, https, services: { hello: service } });
      const { url } = new Workload("hello", { cluster, loadBalancer, service });
      return {
        url,
        other: loadBalancer.urlOf("other", {
          routes: [{ path: "/*", priority: 1 }],
          port: 8080,
          protocol: "http",
        }),
      };
    });
    const { spec } = secure.resource("eks-ingress-class-parameters").inputs as { spec: object };
    assert.deepEqual("certificateARNs" in spec && spec.certificateARNs, [certificateArn]);
    const { metadata } = secure.resource("eks-ingress").inputs as { metadata: { annotations: object } };
    assert.deepEqual(metadata.annotations, {
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP":80},{"HTTPS":443}]',
      "alb.ingress.kubernetes.io/ssl-redirect": "443",
      "alb.ingress.kubernetes.io/ssl-policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      "alb.ingress.kubernetes.io/wafv2-acl-arn": "none",
    });
    assert.deepEqual(secure.outputs, {
      url: "https://app.shop.example.com/a/",
      other: "https://shop.example.com/",
    });
    const plain = plan.resource("eks-ingress-class-parameters").inputs as { spec: object };
    assert.ok(!("certificateARNs" in plain.spec));
  });

  it("has all routes in one Ingress, the lowest priority first", () => {
    const rule = (path: string, name: string) => ({
      http: {
        paths: [
          {
            path,
            pathType: "ImplementationSpecific",
            backend: { service: { name, port: { name: "http" } } },
          },
        ],
      },
    });
    const ingress = plan.resource("eks-ingress");
    assert.deepEqual(ingress.inputs, {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "services",
        namespace: "services",
        annotations: {
          "alb.ingress.kubernetes.io/target-type": "ip",
          "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP":80}]',
          "alb.ingress.kubernetes.io/wafv2-acl-arn": "none",
        },
      },
      spec: {
        ingressClassName: "services",
        rules: [{ host: "shop.example.com", ...rule("/basket/*", "shop") }, rule("/*", "hello")],
      },
    });
    assert.deepEqual(plan.dependenciesOf(ingress), [
      "eks-ingress-class",
      "eks-namespace",
      "hello-service",
      "shop-service",
    ]);
  });

  it("knows of each target group by an Ingress without paths, created after the routes and for each protocol", async () => {
    const http2 = await planOfServices({ hello: described({ protocol: "http2" }) }, https);
    const signal = (plan: RecordedPlan) => plan.resource("hello-target-group");
    assert.deepEqual(signal(plan).inputs, {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name: "hello.http", namespace: "services" },
      spec: { ingressClassName: "services", rules: [{ host: "hello.invalid" }] },
    });
    assert.deepEqual(plan.dependenciesOf(signal(plan)), [
      "eks-ingress",
      "eks-ingress-class",
      "eks-namespace",
    ]);
    assert.deepEqual(signal(http2).inputs.metadata, { name: "hello.http2", namespace: "services" });
  });

  it("reaches each service by name, as one target group with the service's health check and drain", () => {
    const labels = { "app.kubernetes.io/name": "shop" };
    const service = plan.resource("shop-service");
    assert.deepEqual(service.inputs, {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "shop",
        namespace: "services",
        labels,
        annotations: {
          "pulumi.com/skipAwait": "true",
          "alb.ingress.kubernetes.io/auth-type": "none",
          "alb.ingress.kubernetes.io/healthcheck-path": "/ready",
          "alb.ingress.kubernetes.io/healthcheck-interval-seconds": "30",
          "alb.ingress.kubernetes.io/healthcheck-timeout-seconds": "5",
          "alb.ingress.kubernetes.io/healthy-threshold-count": "2",
          "alb.ingress.kubernetes.io/unhealthy-threshold-count": "4",
          "alb.ingress.kubernetes.io/target-group-attributes": "deregistration_delay.timeout_seconds=60",
        },
      },
      spec: { type: "ClusterIP", selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] },
    });
  });

  it("has the web ACL and the protection that its cluster's load balancer is to have", async () => {
    const plan = await planOf(() => {
      const services = { hello: described() };
      const loadBalancer = { webAcl: new WebAcl("shared"), deletionProtection: true };
      const cluster = new EksCluster("eks", { network, services: [services.hello], loadBalancer });
      new EksLoadBalancer("eks", { cluster, services });
    });
    const ingress = plan.resource("eks-ingress");
    assert.deepEqual((ingress.inputs.metadata as { annotations: object }).annotations, {
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP":80}]',
      "alb.ingress.kubernetes.io/wafv2-acl-arn": plan.resource("shared-web-acl").outputs.arn,
    });
    // So that the web ACL is deleted after the load balancer.
    assert.ok(plan.dependenciesOf(ingress).includes("shared-web-acl"));
    assert.equal(ingress.protect, true);
  });

  const apart = {
    web: routed({ path: "/*", priority: 300 }, { path: "/api/docs/*", priority: 100 }),
    api: routed({ path: "/api/*", priority: 200 }),
  };

  it("keeps the order of priorities between services whose routes interleave", async () => {
    assert.deepEqual(rulesOf(await planOfServices(apart)), [
      "any /api/docs/* web",
      "any /api/* api",
      "any /* web",
    ]);
  });

  const changes: { what: string; services: Record<string, ServiceDescription>; rules: string[] }[] = [
    {
      what: "a route that is added",
      services: {
        ...apart,
        api: routed({ path: "/api/*", priority: 200 }, { path: "/v2/*", priority: 150 }),
      },
      rules: ["any /api/docs/* web", "any /v2/* api", "any /api/* api", "any /* web"],
    },
    {
      what: "a route that moves to another service",
      services: {
        web: routed({ path: "/*", priority: 300 }),
        api: routed({ path: "/api/*", priority: 200 }, { path: "/api/docs/*", priority: 100 }),
      },
      rules: ["any /api/docs/* api", "any /api/* api", "any /* web"],
    },
    {
      what: "priorities that are swapped",
      services: {
        web: routed({ path: "/*", priority: 200 }, { path: "/api/docs/*", priority: 100 }),
        api: routed({ path: "/api/*", priority: 300 }),
      },
      rules: ["any /api/docs/* web", "any /* web", "any /api/* api"],
    },
  ];
  for (const { what, services, rules } of changes) {
    it(`updates nothing but its Ingress in place for ${what}`, async () => {
      const [base, head] = [await planOfServices(apart), await planOfServices(services)];
      const shown = (of: RecordedPlan) =>
        of.resources.map(({ urn, inputs }) => (urn.endsWith("::eks-ingress") ? urn : { urn, inputs }));
      assert.deepEqual(shown(head), shown(base));
      const metadataIn = (of: RecordedPlan) => of.resource("eks-ingress").inputs.metadata;
      assert.deepEqual(metadataIn(head), metadataIn(base));
      assert.deepEqual(rulesOf(head), rules);
    });
  }
});
