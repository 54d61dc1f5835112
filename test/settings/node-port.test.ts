import assert from "node:assert/strict";
import { errorsOf, hasPlatforms, read } from "./reading";

const source = "./app";
const nodePort = { port: 30_080, cidrs: ["10.8.0.0/22"] };
const at = "aws-containers:services.orders.nodePort";
const stack = (orders: object, others: object = {}) => ({
  platforms: "eks",
  eks: { compute: "managed" },
  services: { orders: { source, exposure: "internal", nodePort, ...orders } },
  ...others,
});

(hasPlatforms("eks") ? describe : describe.skip)("the node port of a service", () => {
  it("is as the stack says", () => {
    assert.deepEqual(
      read(stack({ nodePort: { ...nodePort, port: "30080" } })).services.orders?.nodePort,
      nodePort,
    );
  });

  it("is of an internal service, on nodes that stay", () => {
    assert.deepEqual(errorsOf(stack({ exposure: "none" })), [
      `${at} needs exposure: internal, but it is none: public services have load balancers.`,
    ]);
    assert.deepEqual(errorsOf(stack({}, { eks: {} })), [
      `${at} needs nodes that stay: set eks.compute: managed, or leave it out. Those of Auto Mode come and go with the pods.`,
    ]);
    const { services, warnings } = read(stack({}, { eks: { existing: { name: "shop" } } }));
    assert.deepEqual(services.orders?.nodePort, nodePort);
    assert.deepEqual(
      warnings.filter((warning) => warning.includes("no service calls it")),
      [],
    );
  });

  it("has a port of its own, and ranges of clients", () => {
    const cidrs = ["10.8.0.1/22", "0.0.0.0/0", "10.8.0.0/22", "10.8.0.0/22"];
    assert.deepEqual(errorsOf(stack({ nodePort: { port: 30_080, cidrs } })), [
      `${at}.cidrs[0] is "10.8.0.1/22", but must be the first address of a range and its prefix length, such as 10.8.0.0/22.`,
      `${at}.cidrs[1] is "0.0.0.0/0", but must be a range of clients: set exposure: public for everyone, which gives the service a load balancer.`,
      `${at}.cidrs[3] is "10.8.0.0/22", which is already in the list.`,
    ]);
    assert.deepEqual(errorsOf(stack({ nodePort: { port: 8080, cidrs: [] } })), [
      `${at}.cidrs is an empty list, but must be a list of 1 to 10 IPv4 ranges.`,
      `${at}.port is 8080, but must be a whole number from 30000 to 32767.`,
    ]);
    const orders = { source, exposure: "internal", nodePort };
    assert.deepEqual(errorsOf(stack({}, { services: { orders, stock: orders } })), [
      "aws-containers:services.stock.nodePort.port is 30080, as of orders: a port of the nodes leads to one service.",
    ]);
  });

  (hasPlatforms("ecs") ? it : it.skip)("is refused on ECS", () => {
    assert.deepEqual(errorsOf(stack({}, { platforms: "ecs,eks" })), [
      `${at} is of EKS alone: remove it, or set platforms: [eks] for the service.`,
    ]);
    assert.deepEqual(errorsOf(stack({}, { platforms: "ecs", eks: undefined })), [
      `${at} has no effect: only eks honours it, and the service doesn't run there.`,
    ]);
  });
});
