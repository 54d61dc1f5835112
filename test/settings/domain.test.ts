import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type Case, errorsOf, read } from "./reading";

const names: readonly string[] = platformNames;
const [only = "ecs"] = names;
const zoneId = "Z9876543210ABCDEFGHIJ";
const domain = { name: "shop.example.org", zoneId };
const certificate = (region: string) =>
  `arn:aws:acm:${region}:444455556666:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`;
const image = `nginx@sha256:${"1".repeat(64)}`;
const one = (...routes: object[]) => ({ web: { image, routes } });

describe("domain", () => {
  it("is none by default", () => {
    assert.equal(read({ platforms: only }).domain, undefined);
  });

  it("has the hosts of the routes below the platform's name, each once", () => {
    const services = one(
      { path: "/*" },
      // An Ingress allows lowercase only.
      { path: "/a", host: only === "ecs" ? "App.shop.example.org" : "app.shop.example.org" },
      { path: "/b", host: "app.shop.example.org" },
      { path: "/c", host: "*.shop.example.org" },
    );
    assert.deepEqual(read({ platforms: only, domain, services }).domain, {
      ...domain,
      hostNames: { [only]: ["shop.example.org", "*.shop.example.org", "app.shop.example.org"] },
    });
  });

  if (names.length > 1) {
    it("gives the first platform in the stack's order the domain, and each other one a name below it", () => {
      const services = {
        web: { image, routes: [{ path: "/*", host: "app.shop.example.org" }] },
        api: { image, platforms: ["ecs"], routes: [{ path: "/*", host: "api.shop.example.org" }] },
      };
      assert.deepEqual(read({ platforms: ["ecs", "eks"], domain, services }).domain?.hostNames, {
        ecs: ["shop.example.org", "api.shop.example.org", "app.shop.example.org"],
        eks: ["eks.shop.example.org", "app.eks.shop.example.org"],
      });
      assert.deepEqual(read({ platforms: ["eks", "ecs"], domain, services }).domain?.hostNames, {
        eks: ["shop.example.org", "app.shop.example.org"],
        ecs: ["ecs.shop.example.org", "api.ecs.shop.example.org", "app.ecs.shop.example.org"],
      });
    });

    it("refuses a host that is another platform's", () => {
      const services = one({ path: "/*", host: "app.eks.shop.example.org" });
      assert.deepEqual(errorsOf({ platforms: ["ecs", "eks"], domain, services }), [
        'aws-containers:services.web.routes[0].host is "app.eks.shop.example.org", which belongs to another platform of the stack: use another name.',
      ]);
    });
  }

  if (names.includes("ecs")) {
    it("refuses a host that no record can have, though a listener rule can, and one that gets too long", () => {
      const labels = [60, 40].map((length) => "a".repeat(length)).join(".");
      const services = one(
        { path: "/a", host: "a?p.shop.example.org" },
        { path: "/b", host: `${labels}.bbbbbb.shop.example.org` },
      );
      assert.deepEqual(errorsOf({ platforms: ["ecs"], domain, services }), [
        'aws-containers:services.web.routes[0].host is "a?p.shop.example.org", but with a domain must be a DNS name, with * only as its first label, because it gets a record.',
      ]);
      const long = { web: { image, routes: [{ path: "/*", host: `${labels}.bbbbbb.shop.example.org` }] } };
      if (names.length > 1) {
        assert.deepEqual(errorsOf({ platforms: ["ecs", "eks"], domain, services: long }), [
          "aws-containers:services.web.routes[0].host has 129 characters below eks.shop.example.org, but a route's host at most 128.",
        ]);
      }
    });
  }

  it("warns of sample values", () => {
    const sample = { name: "shop.example.com", zoneId: "Z0123456789ABCDEFGHIJ" };
    const { warnings } = read({ platforms: only, domain: sample });
    assert.deepEqual(
      warnings.filter((text) => text.includes("domain.")),
      [
        "aws-containers:domain.name is shop.example.com, a sample value: replace it by a domain name of your own before `pulumi up`.",
        "aws-containers:domain.zoneId is Z0123456789ABCDEFGHIJ, a sample value: replace it by the id of your own hosted zone before `pulumi up`.",
      ],
    );
  });

  const cases: Case[] = [
    {
      what: "neither zone nor certificate",
      config: { domain: { name: domain.name } },
      lines: [
        "aws-containers:domain has neither zoneId nor certificateArn: set zoneId for a certificate that is validated there, or certificateArn to an existing one.",
      ],
    },
    {
      what: "a certificate of another region",
      config: { domain: { name: domain.name, certificateArn: certificate("eu-west-1") } },
      lines: [
        "aws-containers:domain.certificateArn is in eu-west-1, but the load balancers are in us-east-1, where the certificate has to be.",
      ],
    },
    {
      what: "hosts that can't be served",
      config: {
        domain,
        services: one(
          { path: "/a", host: "www.example.org" },
          { path: "/b", host: "app.notshop.example.org" },
          { path: "/c", host: "*.shop.example.org" },
        ),
      },
      lines: [
        'aws-containers:services.web.routes[0].host is "www.example.org", which is outside of shop.example.org: use shop.example.org or a host below it, or set aws-containers:domain.name to a domain that both are below.',
        'aws-containers:services.web.routes[1].host is "app.notshop.example.org", which is outside of shop.example.org: use shop.example.org or a host below it, or set aws-containers:domain.name to a domain that both are below.',
      ],
    },
    {
      what: "more names than a certificate has",
      config: {
        domain,
        services: one(
          ...Array.from({ length: 9 }, (_, index) => ({ path: "/*", host: `a.n${index}.shop.example.org` })),
        ),
      },
      lines: [
        "aws-containers:domain needs a certificate of 11 names, but ACM allows 10: use hosts one label below shop.example.org, or set certificateArn to an existing one.",
      ],
    },
    {
      what: "malformed values",
      config: { domain: { name: "https://shop.example.org", zoneId: "shop", certificateArn: "arn" } },
      lines: [
        'aws-containers:domain.certificateArn is "arn", but must be the ARN of a certificate of ACM.',
        'aws-containers:domain.name is "https://shop.example.org", but must be a lowercase DNS name of at most 64 characters, such as shop.example.com.',
        'aws-containers:domain.zoneId is "shop", but must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ.',
      ],
    },
  ];
  for (const { what, config, lines } of cases) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(errorsOf({ platforms: only, ...config }), lines);
    });
  }
});
