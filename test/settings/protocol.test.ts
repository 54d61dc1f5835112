import assert from "node:assert/strict";
import { errorsOf, read } from "./reading";

const source = "./app";

describe("the protocol of a service", () => {
  it("is HTTP, with a path that is checked", () => {
    const { hello } = read().services;
    assert.deepEqual([hello?.protocol, hello?.health.path], ["http", "/healthz"]);
  });

  it("may be HTTP/2, or gRPC, which has its own health service", () => {
    const { orders, payments } = read({
      services: {
        orders: { source, exposure: "internal", protocol: "http2" },
        payments: { source, exposure: "internal", protocol: "grpc" },
      },
    }).services;
    assert.deepEqual([orders?.protocol, orders?.health.path], ["http2", "/healthz"]);
    assert.deepEqual(payments?.health, { intervalSeconds: 5, unhealthyThreshold: 2 });
  });

  it("of a public service needs a domain, unless it is HTTP", () => {
    const domain = { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" };
    const { web } = read({ domain, services: { web: { source, protocol: "grpc" } } }).services;
    assert.equal(web?.protocol, "grpc");
    assert.deepEqual(errorsOf({ services: { web: { source, protocol: "http2" } } }), [
      "aws-containers:services.web.protocol is http2, which a load balancer speaks over HTTPS only: set aws-containers:domain, or exposure: internal.",
    ]);
  });

  it("is refused where it has no effect, and so is a path that gRPC hasn't", () => {
    const lines = errorsOf({
      services: {
        mail: { source, exposure: "none", protocol: "http" },
        web: { source, protocol: "grpc", health: { path: "/" } },
      },
    });
    assert.deepEqual(lines, [
      "aws-containers:services.mail.protocol has no effect with exposure none: nobody connects to the service. Remove it.",
      "aws-containers:services.web.health.path has no effect with protocol grpc: the health service of gRPC, grpc.health.v1.Health, is asked. Remove it.",
      "aws-containers:services.web.protocol is grpc, which a load balancer speaks over HTTPS only: set aws-containers:domain, or exposure: internal.",
    ]);
  });

  it("is found by the words of other tools", () => {
    assert.deepEqual(errorsOf({ services: { web: { source, protocol: "h2c" } } }), [
      'aws-containers:services.web.protocol is "h2c", but must be http, http2, grpc, tcp, udp or tls. Did you mean http2?',
    ]);
  });
});
