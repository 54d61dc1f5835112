import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import { type Backend, nameOfRun, runsOf } from "../../../components/eks/token-routes";
import type { JwtAuth, RouteAuth } from "../../../components/route-auth";
import type { Route, ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const https = {
  certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c",
  hostName: "shop.example.com",
};
const issuer = "https://idp.example.com";
const jwt: JwtAuth = {
  issuer,
  jwksEndpoint: `${issuer}/keys`,
  claims: [{ name: "scope", format: "space-separated-values", values: ["orders", "stock"] }],
};
const partners: JwtAuth = { issuer: "https://partners.example.com", jwksEndpoint: `${issuer}/partners` };
const oidc = {
  issuer,
  authorizationEndpoint: `${issuer}/authorize`,
  tokenEndpoint: `${issuer}/token`,
  userInfoEndpoint: `${issuer}/userinfo`,
  clientId: "shop",
  clientSecret: "hunter2",
};

const route = (path: string, priority: number, auth?: RouteAuth): Route => ({
  path,
  priority,
  ...(auth && { auth }),
});
const routed = (...routes: Route[]) => described({ capacity: "on-demand", architecture: "x86_64", routes });

const planOfServices = (services: Record<string, ServiceDescription>, cloudFront = false) =>
  planOf(() => {
    const all = Object.values(services);
    const loadBalancing = { cloudFront };
    const cluster = new EksCluster("eks", {
      network,
      https,
      services: all,
      compute: "managed",
      loadBalancer: loadBalancing,
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services, https });
    for (const [name, service] of Object.entries(services)) {
      new Workload(name, { cluster, loadBalancer, service });
    }
  });

interface Rule {
  host?: string;
  http?: { paths: { path: string; backend: { service: { name: string } } }[] };
}

interface IngressInputs {
  metadata: { name: string; annotations: Record<string, string> };
  spec: { rules: Rule[] };
}

const prefix = "alb.ingress.kubernetes.io/";
const ingresses = (plan: RecordedPlan) =>
  plan
    .ofType("kubernetes:networking.k8s.io/v1:Ingress")
    .filter(({ name }) => !name.endsWith("-target-group"))
    .map(({ name, inputs }) => ({ logicalName: name, ...(inputs as unknown as IngressInputs) }))
    .sort((one, other) => inOrder(placeOf(one), placeOf(other)));

const placeOf = ({ metadata }: IngressInputs) => ({
  name: metadata.name,
  order: Number(metadata.annotations[`${prefix}group.order`] ?? 0),
});

/** As the controller sorts the Ingresses of a group (pkg/ingress/group_loader.go of v3.5.0). */
function inOrder(one: { name: string; order: number }, other: { name: string; order: number }): number {
  return one.order - other.order || (one.name < other.name ? -1 : 1);
}

/** The rules of the load balancer in their order, as PATH SERVICE and the issuer of the tokens that they take. */
function rulesOf(plan: RecordedPlan): string[] {
  return ingresses(plan).flatMap(({ metadata, spec }) => {
    const validation = metadata.annotations[`${prefix}jwt-validation`];
    const token = validation === undefined ? "open" : (json(validation) as JwtAuth).issuer;
    return spec.rules.flatMap(({ http }) =>
      (http?.paths ?? []).map(({ path, backend }) => `${path} ${backend.service.name} ${token}`),
    );
  });
}

describe("Routes that take tokens on EKS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfServices({
      web: routed(route("/*", 900), route("/api/docs", 5)),
      api: routed(route("/api/*", 20, { jwt }), route("/v2/*", 10, { jwt })),
      feed: routed(route("/feed/*", 30, { jwt: partners })),
      admin: routed(route("/admin/*", 40, { oidc })),
    });
  });

  it("have an Ingress for each run of priorities with the same tokens, the last one that of all others", () => {
    assert.deepEqual(
      ingresses(plan).map(({ logicalName, metadata }) => [
        logicalName,
        metadata.name.replace(/\.[0-9a-f]{8}$/, ".HASH"),
        metadata.annotations[`${prefix}group.order`],
      ]),
      [
        ["eks-ingress-5", "services.00005.HASH", undefined],
        ["eks-ingress-10", "services.00010.HASH", undefined],
        ["eks-ingress-30", "services.00030.HASH", undefined],
        ["eks-ingress", "services", "1"],
      ],
    );
  });

  it("keep the order of priorities, and no route with a token has a rule without it", () => {
    assert.deepEqual(rulesOf(plan), [
      "/api/docs web open",
      `/v2/* api ${issuer}`,
      `/api/* api ${issuer}`,
      `/feed/* feed ${partners.issuer}`,
      "/admin/* admin open",
      "/* web open",
    ]);
  });

  it("are annotated with what the load balancer validates, and with no login, which the controller refuses beside it", () => {
    const { annotations } = plan.resource("eks-ingress-10").inputs.metadata as IngressInputs["metadata"];
    const { [`${prefix}jwt-validation`]: validation, ...others } = annotations;
    assert.deepEqual(json(validation), {
      jwksEndpoint: jwt.jwksEndpoint,
      issuer,
      additionalClaims: jwt.claims,
    });
    assert.deepEqual(others, {
      [`${prefix}target-type`]: "ip",
      [`${prefix}listen-ports`]: '[{"HTTP":80},{"HTTPS":443}]',
      [`${prefix}ssl-redirect`]: "443",
      [`${prefix}ssl-policy`]: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      [`${prefix}wafv2-acl-arn`]: "none",
    });
    const feed = plan.resource("eks-ingress-30").inputs.metadata as IngressInputs["metadata"];
    assert.deepEqual(json(feed.annotations[`${prefix}jwt-validation`]), {
      jwksEndpoint: partners.jwksEndpoint,
      issuer: partners.issuer,
    });
    for (const name of ["eks-ingress-5", "eks-ingress"]) {
      const open = plan.resource(name).inputs.metadata as IngressInputs["metadata"];
      assert.equal(open.annotations[`${prefix}auth-type`], "oidc", name);
    }
  });

  it("are there before they leave the Ingress of all others, and the pods start after all target groups", () => {
    const last = plan.dependenciesOf(plan.resource("eks-ingress"));
    for (const name of ["eks-ingress-5", "eks-ingress-10", "eks-ingress-30"]) {
      assert.ok(last.includes(name), name);
    }
    const open = plan.dependenciesOf(plan.resource("eks-ingress-5"));
    assert.ok(["eks-ingress-10", "eks-ingress-30"].every((name) => open.includes(name)));
    assert.ok(plan.dependenciesOf(plan.resource("api-target-group")).includes("eks-ingress"));
    assert.ok(plan.dependenciesOf(plan.resource("api-deployment")).includes("api-target-group"));
  });

  it("are another Ingress when they change, so that the former one stays until the others are there", async () => {
    const nameOf = (plan: RecordedPlan) =>
      (plan.resource("eks-ingress-10").inputs.metadata as IngressInputs["metadata"]).name;
    const web = routed(route("/*", 900));
    const name = async (api: ServiceDescription) => nameOf(await planOfServices({ web, api }));
    const of = (...routes: Route[]) => name(routed(...routes));
    const former = await of(route("/api/*", 10, { jwt }));
    assert.equal(await of(route("/api/*", 10, { jwt })), former);
    const others = await Promise.all([
      of(route("/api/v1/*", 10, { jwt })),
      of(route("/api/*", 10, { jwt: partners })),
      of(route("/api/*", 10, { jwt }), route("/v2/*", 20, { jwt })),
    ]);
    assert.equal(new Set([former, ...others]).size, 4);
  });

  describe("keep their tokens while an update goes on", () => {
    const patterns = ["/*", "/a/*", "/a/b/*", "/a/b", "/c", "/c*"];
    const requests = ["/", "/a/x", "/a/b", "/a/b/c", "/c", "/cd"];
    let seed = 1;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };

    /** Some routes of two services, in the order of their priorities. */
    const someRoutes = (): Backend[] => {
      const priorities = Array.from({ length: 1 + random(6) }, () => 1 + random(40));
      const auths = [undefined, { jwt }, { jwt: partners }];
      const all = [...new Set(priorities)].map((priority) => ({
        name: random(2) === 0 ? "web" : "api",
        route: { path: patterns[random(patterns.length)] ?? "/*", priority, auth: auths[random(3)] },
      }));
      return ["web", "api"].map((name) => ({
        name,
        routes: all.flatMap((each) => (each.name === name ? [each.route] : [])),
        // A Service isn't looked at.
        service: {} as Backend["service"],
      }));
    };

    interface Ruled {
      name: string;
      token: boolean;
      order: number;
      rules: { path: string; token: boolean }[];
    }

    const ingressesOf = (backends: Backend[]): { last: Ruled[]; others: Ruled[] } => {
      const runs = runsOf(backends).map((run) => ({
        name: nameOfRun("services", run),
        token: run.jwt !== undefined,
        order: 0,
        rules: run.routes.map(({ path }) => ({ path, token: run.jwt !== undefined })),
      }));
      const last = runs.pop();
      const order = runs.length > 0 ? 1 : 0;
      return { last: last ? [{ ...last, name: "services", order }] : [], others: runs };
    };

    const matches = (pattern: string, path: string) =>
      pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

    /** Whether the load balancer asks for a token; undefined where it answers 404. */
    const asksForToken = (ingresses: Ruled[], path: string) =>
      [...ingresses]
        .sort(inOrder)
        .flatMap(({ rules }) => rules)
        .find((rule) => matches(rule.path, path))?.token;

    const tokensFirst = (ingresses: Ruled[]) => [
      ...ingresses.filter(({ token }) => token),
      ...ingresses.filter(({ token }) => !token),
    ];

    it("between any two sets of routes, in each state on the way", () => {
      let held = 0;
      for (let round = 0; round < 400; round += 1) {
        const [from, to] = [ingressesOf(someRoutes()), ingressesOf(someRoutes())];
        // Those with tokens are created before the open ones, then the last one is updated, then the former others are deleted in the
        // opposite order.
        const created = tokensFirst(to.others);
        const former = tokensFirst(from.others);
        const states = [
          ...created.map((_, index) => [...from.last, ...former, ...created.slice(0, index + 1)]),
          [...to.last, ...former, ...created],
          ...former.map((_, index) => [...to.last, ...created, ...former.slice(0, index)]),
        ];
        const before = [...from.last, ...from.others];
        const after = [...to.last, ...to.others];
        for (const path of requests) {
          if (asksForToken(before, path) !== true || asksForToken(after, path) !== true) continue;
          for (const state of states) {
            held += 1;
            assert.equal(asksForToken(state, path), true, JSON.stringify({ path, before, after, state }));
          }
        }
      }
      assert.ok(held > 500, `${held} requests were held to their tokens`);
    });
  });

  it("are all of one Ingress where all take the same token", async () => {
    const plan = await planOfServices({
      api: routed(route("/api/*", 10, { jwt }), route("/*", 20, { jwt })),
    });
    assert.deepEqual(rulesOf(plan), [`/api/* api ${issuer}`, `/* api ${issuer}`]);
    assert.deepEqual(
      ingresses(plan).map(({ metadata }) => [metadata.name, metadata.annotations[`${prefix}group.order`]]),
      [["services", undefined]],
    );
  });

  it("have Ingresses of the origin's behind CloudFront", async () => {
    const plan = await planOfServices(
      { web: routed(route("/*", 900)), api: routed(route("/api/*", 10, { jwt })) },
      true,
    );
    assert.deepEqual(rulesOf(plan), [`/api/* api ${issuer}`, "/* web open"]);
    const { metadata } = plan.resource("eks-origin-https-ingress-10").inputs as unknown as IngressInputs;
    assert.match(metadata.name, /^origin-https\.00010\.[0-9a-f]{8}$/);
    assert.ok(metadata.annotations[`${prefix}security-group-prefix-lists`]?.startsWith("pl-"));
  });

  it("are refused beside a login of the same service, and where they need more target groups than there are", async () => {
    await assert.rejects(
      planOfServices({ web: routed(route("/*", 9, { oidc }), route("/api/*", 8, { jwt })) }),
      new pulumi.RunError(
        'Invalid arguments for EksLoadBalancer "eks":\n' +
          "  - services.web.routes have different auth: all must have the same login on EKS, where it is the Service's",
      ),
    );
    const many = Array.from({ length: 101 }, (_, index) =>
      route(`/${index}`, index + 1, index % 2 === 0 ? { jwt } : undefined),
    );
    await assert.rejects(
      planOfServices({ web: routed(...many) }),
      new pulumi.RunError(
        'Invalid arguments for EksLoadBalancer "eks":\n' +
          "  - services.routes need 101 target groups, one more for each service between routes with other tokens: must be at most 100",
      ),
    );
  });
});
