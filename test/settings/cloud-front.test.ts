import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type Case, errorsOf, prod, read } from "./reading";

const names: readonly string[] = platformNames;
const [platform] = names.filter((name) => ["ecs", "eks"].includes(name));
const hasEks = names.includes("eks");
const both = names.includes("ecs") && hasEks;
const source = "./app";

const behind = { platforms: [platform], loadBalancer: { cloudFront: true } };
const existing = { name: "shop", ingressClass: "nginx" };
const domain = { name: "shop.example.org", zoneId: "Z9876543210ABCDEFGHIJ" };
const certificateArn =
  "arn:aws:acm:eu-central-1:444455556666:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const issuer = "https://idp.example.org";
const oidc = {
  issuer,
  authorizationEndpoint: `${issuer}/authorize`,
  tokenEndpoint: `${issuer}/token`,
  userInfoEndpoint: `${issuer}/userinfo`,
  clientId: "shop",
  clientSecret: "arn:aws:secretsmanager:us-east-1:444455556666:secret:shop-login-AbCdEf",
};
const withLogin = { hello: { routes: [{ path: "/*", auth: { oidc } }] } };

const onEks: Case[] = [
  {
    what: "CloudFront in front of an existing cluster, whose load balancer isn't the stack's own",
    config: { ...behind, platforms: ["eks"], eks: { existing } },
    lines: [
      "aws-containers:loadBalancer.cloudFront needs a load balancer of the stack's own, but hello is public on eks, where the ingress controller of the existing cluster has its own: remove it, or set another platform for the service.",
    ],
  },
];

const cases: Case[] = [
  {
    what: "protocols that CloudFront doesn't speak to a load balancer in a VPC",
    config: {
      ...behind,
      domain,
      services: {
        web: { source, protocol: "http2", routes: [{ path: "/*" }] },
        api: { source, protocol: "grpc", routes: [{ path: "/api/*" }] },
        orders: { source, protocol: "grpc", exposure: "internal" },
      },
    },
    lines: [
      "aws-containers:services.api.protocol is grpc, but CloudFront speaks HTTP/1.1 to a load balancer in a VPC: set http, or remove aws-containers:loadBalancer.cloudFront.",
      "aws-containers:services.web.protocol is http2, but CloudFront speaks HTTP/1.1 to a load balancer in a VPC: set http, or remove aws-containers:loadBalancer.cloudFront.",
    ],
  },
  {
    what: "a region without VPC origins",
    config: { ...behind, "aws:region": "ap-southeast-6" },
    lines: [
      "aws-containers:loadBalancer.cloudFront isn't possible in ap-southeast-6, where CloudFront has no VPC origins: remove it.",
    ],
  },
  {
    what: "a certificate that CloudFront can't use",
    config: { ...behind, "aws:region": "eu-central-1", domain: { name: domain.name, certificateArn } },
    lines: [
      "aws-containers:domain.certificateArn is in eu-central-1, but CloudFront needs a certificate in us-east-1 as well: set zoneId in its place, so that the stack requests both.",
    ],
  },
  {
    what: "logins where a private load balancer has no way to the identity provider",
    config: { ...behind, domain, services: withLogin, network: { nat: "none" } },
    lines: [
      "aws-containers:services.hello.routes[0].auth needs a NAT gateway with aws-containers:loadBalancer.cloudFront, through which the load balancer reaches the identity provider: set aws-containers:network.nat to single or per-zone.",
    ],
  },
  {
    what: "the same in an existing VPC without private subnets",
    config: {
      ...behind,
      domain,
      services: withLogin,
      network: {
        existing: {
          vpcId: "vpc-0123456789abcdef0",
          publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
        },
      },
    },
    lines: [
      "aws-containers:services.hello.routes[0].auth needs a NAT gateway with aws-containers:loadBalancer.cloudFront, through which the load balancer reaches the identity provider: set aws-containers:network.nat to single or per-zone.",
    ],
  },
];

if (platform !== undefined) {
  describe("settings of CloudFront reject", () => {
    for (const { what, config, lines } of [...(hasEks ? onEks : []), ...cases]) {
      it(what, () => {
        assert.deepEqual(errorsOf(config), lines);
      });
    }
  });

  describe("settings of CloudFront", () => {
    const inEurope = { ...behind, "aws:region": "eu-central-1" };

    it("accept logins through a NAT gateway", () => {
      assert.equal(
        read({ ...behind, domain, services: withLogin, network: { nat: "single" } }).loadBalancer.cloudFront,
        true,
      );
    });

    (both ? it : it.skip)("accept services on both platforms", () => {
      assert.equal(read({ ...behind, platforms: ["ecs", "eks"] }).loadBalancer.cloudFront, true);
    });

    it("ask for a second certificate outside of us-east-1 only, and only where the stack requests one", () => {
      const second = (config: object) => read({ ...config, domain }).domain?.cloudFrontCertificate;
      assert.equal(second(inEurope), true);
      assert.equal(second(behind), undefined);
      assert.equal(second({ ...inEurope, loadBalancer: {} }), undefined);
      const own = { name: domain.name, certificateArn: certificateArn.replace("eu-central-1", "us-east-1") };
      assert.equal(read({ ...behind, domain: own }).domain?.cloudFrontCertificate, undefined);
    });

    it("ask for a second key of logs where the web ACL's are in another region than the stack's", () => {
      const key = (config: object) => read({ ...prod, ...config }).loadBalancer.cloudFrontLogKey;
      assert.deepEqual(key(inEurope), { protect: true });
      assert.deepEqual(key({ ...inEurope, protection: false }), { protect: false });
      assert.equal(key(behind), undefined);
      assert.equal(key({ ...inEurope, loadBalancer: { cloudFront: true, waf: false } }), undefined);
      assert.equal(key({ ...inEurope, loadBalancer: {} }), undefined);
      const inDev = read({ ...inEurope, loadBalancer: { cloudFront: true, waf: true } });
      assert.deepEqual(inDev.loadBalancer.cloudFrontLogKey, { protect: false });
    });

    it("warn of answers that take longer than CloudFront waits", () => {
      const warnings = (idleTimeoutSeconds: number, cloudFront = true) =>
        read({ ...behind, loadBalancer: { cloudFront, idleTimeoutSeconds } }).warnings.filter((warning) =>
          warning.includes("CloudFront"),
        );
      assert.deepEqual(warnings(121), [
        "aws-containers:loadBalancer.idleTimeoutSeconds is 121, but CloudFront waits at most 120 s for an answer, and answers 504 then. WebSockets aren't affected.",
      ]);
      assert.deepEqual(warnings(120), []);
      assert.deepEqual(warnings(121, false), []);
    });
  });
}
