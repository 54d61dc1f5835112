import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type Case, errorsOf, read } from "./reading";

const names: readonly string[] = platformNames;
const ipv6 = { loadBalancer: { ipv6: true } };
const source = "./app";
const udp = { source, protocol: "udp", port: 9125, health: { port: 8081 } };

const onEcs: Case[] = [
  {
    what: "in front of which is CloudFront",
    config: { platforms: ["ecs"], loadBalancer: { ipv6: true, cloudFront: true } },
    lines: [
      "aws-containers:loadBalancer.ipv6 has no effect with aws-containers:loadBalancer.cloudFront, which clients reach over IPv6 anyway: remove it.",
    ],
  },
];

const cases: Case[] = [
  ...(names.includes("ecs") ? onEcs : []),
  {
    what: "in whose subnets containers run",
    config: { ...ipv6, network: { nat: "none" } },
    lines: [
      "aws-containers:loadBalancer.ipv6 needs subnets of its own for load balancers: with aws-containers:network.nat none containers run in them too, and would get IPv6 addresses, to which no security group allows traffic. Set nat: single, or remove it.",
    ],
  },
  {
    what: "that forward datagrams",
    config: { ...ipv6, services: { metrics: udp, worker: { source, exposure: "none" } } },
    lines: [
      "aws-containers:services.metrics.protocol is udp, which a Network Load Balancer with IPv6 forwards only from prefixes for source NAT, which the stack's subnets don't have: remove aws-containers:loadBalancer.ipv6, or set tcp or tls.",
    ],
  },
];

describe("IPv6 is refused for load balancers", () => {
  for (const { what, config, lines } of cases) {
    it(what, () => {
      assert.deepEqual(errorsOf(config), lines);
    });
  }
});

describe("IPv6", () => {
  it("is the network's too, as long as there are load balancers", () => {
    assert.equal(read(ipv6).loadBalancer.ipv6, true);
    assert.equal(read(ipv6).network.ipv6, true);
    assert.equal("ipv6" in read({}).network, false);
    assert.equal("ipv6" in read({ ...ipv6, services: { hello: { exposure: "none" } } }).network, false);
  });

  it("changes nothing in an existing network", () => {
    const existing = {
      vpcId: "vpc-0123456789abcdef0",
      publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    };
    const settings = read({ ...ipv6, network: { existing } });
    assert.deepEqual(settings.network, { existing: { ...existing, privateSubnetIds: [] } });
    assert.equal(settings.loadBalancer.ipv6, true);
  });
});
