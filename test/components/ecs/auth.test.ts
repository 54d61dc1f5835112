import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import type { Route, ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan, Secret, secret } from "../../support/plan";
import { description, network } from "./a-service";

const https = {
  certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c",
  hostName: "shop.example.com",
};

const oidc = {
  issuer: "https://idp.example.com",
  authorizationEndpoint: "https://idp.example.com/authorize",
  tokenEndpoint: "https://idp.example.com/token",
  userInfoEndpoint: "https://idp.example.com/userinfo",
  clientId: "shop",
  clientSecret: "hunter2",
};

const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-login-AbCdEf";

const jwt = { issuer: "https://idp.example.com", jwksEndpoint: "https://idp.example.com/keys" };

const claims = [
  { name: "scope", format: "space-separated-values" as const, values: ["orders", "payments"] },
  { name: "roles", format: "string-array" as const, values: ["admin"] },
  { name: "tenant", format: "single-string" as const, values: ["blue shop"] },
];

function planOfRoutes(
  routes: Route[],
  service: Partial<ServiceDescription> = {},
  withHttps = true,
): Promise<RecordedPlan> {
  return planOf(() => {
    const loadBalancer = new LoadBalancer("ecs", { network, ...(withHttps && { https }) });
    const cluster = new EcsCluster("ecs");
    new FargateService("hello", {
      cluster,
      loadBalancer,
      service: { ...description, ...service, routes },
    });
  });
}

type OidcActions = { authenticateOidc: Record<string, unknown> }[];

function withoutSecrets(_: string, value: unknown): unknown {
  return value instanceof Secret ? "[secret]" : value;
}

describe("a route with auth", () => {
  const forwardTo = (plan: RecordedPlan) => ({
    type: "forward",
    targetGroupArn: plan.resource("hello-target").outputs.arn,
  });

  it("lets people log in before it forwards, with every default of AWS's", async () => {
    const plan = await planOfRoutes([{ path: "/*", priority: 1, auth: { oidc } }]);
    assert.deepEqual(plan.resource("ecs-route-1").inputs, {
      listenerArn: plan.resource("ecs-https").outputs.arn,
      priority: 1,
      conditions: [{ pathPattern: { values: ["/*"] } }],
      actions: [
        {
          type: "authenticate-oidc",
          order: 1,
          authenticateOidc: {
            issuer: "https://idp.example.com",
            authorizationEndpoint: "https://idp.example.com/authorize",
            tokenEndpoint: "https://idp.example.com/token",
            userInfoEndpoint: "https://idp.example.com/userinfo",
            clientId: "shop",
            clientSecret: secret("hunter2"),
            scope: "openid",
            sessionTimeout: 604800,
            onUnauthenticatedRequest: "authenticate",
          },
        },
        { ...forwardTo(plan), order: 2 },
      ],
    });
  });

  it("keeps a client secret that is secret already, and shows it nowhere", async () => {
    const auth = { oidc: { ...oidc, clientSecret: pulumi.secret("hunter2") } };
    const plan = await planOfRoutes([{ path: "/*", priority: 1, auth }]);
    const [action] = plan.resource("ecs-route-1").inputs.actions as OidcActions;
    assert.deepEqual(action?.authenticateOidc.clientSecret, secret("hunter2"));
    const shown = plan.resources.map(({ inputs, outputs }) =>
      JSON.stringify([inputs, outputs], withoutSecrets),
    );
    assert.ok(!shown.join().includes("hunter2"));
  });

  it("reads a client secret by its ARN from Secrets Manager", async () => {
    // What the mocked function answers to this ARN, and to no other.
    const auth = { oidc: { ...oidc, clientSecret: secretArn } };
    const plan = await planOfRoutes([{ path: "/*", priority: 1, auth }]);
    const [action] = plan.resource("ecs-route-1").inputs.actions as OidcActions;
    assert.deepEqual(action?.authenticateOidc.clientSecret, secret("getSecretVersion-secretString-7051c31"));
  });

  it("takes scopes, a timeout and what happens without a login", async () => {
    const auth = {
      oidc: {
        ...oidc,
        scope: "openid email",
        sessionTimeoutSeconds: 3600,
        onUnauthenticatedRequest: "deny" as const,
      },
    };
    const plan = await planOfRoutes([{ path: "/*", priority: 1, auth }]);
    const [action] = plan.resource("ecs-route-1").inputs.actions as OidcActions;
    const { scope, sessionTimeout, onUnauthenticatedRequest } = action?.authenticateOidc ?? {};
    assert.deepEqual(
      { scope, sessionTimeout, onUnauthenticatedRequest },
      { scope: "openid email", sessionTimeout: 3600, onUnauthenticatedRequest: "deny" },
    );
  });

  it("validates tokens before it forwards, with the claims that they must have", async () => {
    const plan = await planOfRoutes([
      { path: "/a", priority: 1, auth: { jwt } },
      { path: "/b", priority: 2, auth: { jwt: { ...jwt, claims } } },
    ]);
    const forward = { ...forwardTo(plan), order: 2 };
    assert.deepEqual(plan.resource("ecs-route-1").inputs.actions, [
      { type: "jwt-validation", order: 1, jwtValidation: jwt },
      forward,
    ]);
    assert.deepEqual(plan.resource("ecs-route-2").inputs.actions, [
      { type: "jwt-validation", order: 1, jwtValidation: { ...jwt, additionalClaims: claims } },
      forward,
    ]);
  });

  it("lets the load balancer reach identity providers, by one rule that comes first; none does so without", async () => {
    const plan = await planOfRoutes([
      { path: "/*", priority: 1, auth: { oidc } },
      { path: "/api/*", priority: 2, auth: { jwt } },
      { path: "/open", priority: 3 },
    ]);
    const rule = plan.resource("ecs-to-identity-providers");
    assert.deepEqual(rule.inputs, {
      securityGroupId: plan.resource("SecurityGroup", "ecs-load-balancer").id,
      description: "HTTPS to identity providers",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    assert.equal(rule.parent, plan.resource("LoadBalancer", "ecs").urn);
    const dependent = [1, 2, 3].map((priority) =>
      plan.dependenciesOf(plan.resource(`ecs-route-${priority}`)).includes("ecs-to-identity-providers"),
    );
    assert.deepEqual(dependent, [true, true, false]);

    const without = await planOfRoutes([{ path: "/*", priority: 1 }]);
    assert.deepEqual(
      without
        .ofType("SecurityGroupEgressRule")
        .map(({ name }) => name)
        .sort(),
      ["hello-load-balancer-to-service-8080", "hello-to-https"],
    );
  });

  it("is refused on a load balancer without HTTPS", async () => {
    await assert.rejects(planOfRoutes([{ path: "/*", priority: 1, auth: { jwt } }], {}, false), {
      message:
        'Invalid arguments for FargateService "hello":\n' +
        "  - service.routes[0].auth needs HTTPS: must be left out, or loadBalancer have https",
    });
  });
});
