import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of connections", () => {
  it("publishes each service on its port, the same on both platforms", async () => {
    const plan = await planOf("tcp");
    const { ecsUrls, eksUrls, ...outputs } = plan.outputs as Record<string, Record<string, string>>;
    assert.deepEqual(ecsUrls, {
      events: "https://shop.example.com/events/",
      metrics: "udp://metrics.shop.example.com:9125",
      mqtt: "tls://mqtt.shop.example.com:8883",
      quotes: "https://shop.example.com/shop.Quotes/",
      relay: "tcp://relay.shop.example.com:2525",
      web: "https://shop.example.com/",
    });
    const below = Object.entries(ecsUrls ?? {}).map(([name, url]) => [
      name,
      url.replace("shop.example.com", "eks.shop.example.com"),
    ]);
    assert.deepEqual(eksUrls, Object.fromEntries(below));
    for (const platform of ["ecs", "eks"]) {
      const endpoints = outputs[`${platform}NetworkLoadBalancers`] ?? {};
      assert.deepEqual(Object.keys(endpoints).sort(), ["metrics", "mqtt", "relay"], platform);
    }
  });

  it("speaks HTTP/2 and gRPC with containers, and checks them by gRPC's own health service", async () => {
    const plan = await planOf("tcp");
    const versions = plan.steps
      .filter(({ newState }) => newState.type === "aws:lb/targetGroup:TargetGroup")
      .map(({ urn, newState }) => [urn.split("::").at(-1), newState.inputs.protocolVersion]);
    assert.deepEqual(Object.fromEntries(versions), {
      "events-target": "HTTP2",
      "metrics-target": undefined,
      "mqtt-target": undefined,
      "quotes-target": "GRPC",
      "relay-target": undefined,
      "web-target": "HTTP1",
    });
    const annotated = plan.steps
      .filter(({ newState }) => newState.type === "kubernetes:core/v1:Service")
      .map(({ newState }) => newState.inputs as unknown as KubernetesService)
      .map(({ metadata: { name, annotations = {} } }) => [
        name,
        annotations["alb.ingress.kubernetes.io/backend-protocol-version"],
      ]);
    const { events, quotes } = Object.fromEntries(annotated);
    assert.deepEqual([events, quotes], ["HTTP2", "GRPC"]);
  });

  it("checks and drains each alike on both platforms, and encrypts what the load balancer encrypts", async () => {
    const plan = await planOf("tcp");
    const listeners = inputsOf(plan, "aws:lb/listener:Listener").filter(({ port }) => Number(port) > 443);
    const groups = plan.steps.filter(({ newState }) => newState.type === "aws:lb/targetGroup:TargetGroup");
    const onEcs = listeners
      .map(({ port, protocol, sslPolicy = "none" }) => `${port} ${protocol} ${sslPolicy}`)
      .sort();
    const services = plan.steps
      .filter(({ newState }) => newState.type === "kubernetes:core/v1:Service")
      .map(({ newState }) => newState.inputs as unknown as KubernetesService)
      .filter(({ spec }) => spec?.type === "LoadBalancer");
    const prefix = "service.beta.kubernetes.io/aws-load-balancer";
    const onEks = services
      .map(({ metadata: { annotations }, spec: { ports = [] } = {} }) => {
        const encrypted = annotations[`${prefix}-ssl-ports`] !== undefined;
        const policy = annotations[`${prefix}-ssl-negotiation-policy`] ?? "none";
        return `${ports[0]?.port} ${encrypted ? "TLS" : ports[0]?.protocol} ${policy}`;
      })
      .sort();
    assert.deepEqual(onEcs, [
      "2525 TCP none",
      "8883 TLS ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      "9125 UDP none",
    ]);
    assert.deepEqual(onEks, onEcs);
    const checksOnEks = services.map(({ metadata: { name, annotations } }) =>
      [name, ...["protocol", "port", "path"].map((key) => annotations[`${prefix}-healthcheck-${key}`])].join(
        " ",
      ),
    );
    const checksOnEcs = groups
      .filter(({ newState }) => newState.inputs.protocol !== "HTTP")
      .map(({ urn, newState }) => {
        const { protocol, port, path } = newState.inputs.healthCheck as Record<string, unknown>;
        return [urn.split("::").at(-1)?.replace("-target", ""), protocol, port, path].join(" ");
      });
    assert.deepEqual(checksOnEcs.sort(), checksOnEks.sort());
  });

  interface KubernetesService {
    metadata: { name: string; annotations: Record<string, string> };
    spec?: { type?: string; ports?: { port: number; protocol: string }[] };
  }
});
