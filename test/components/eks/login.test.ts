import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, EksLoadBalancer } from "../../../components/eks";
import type { OidcAuth } from "../../../components/route-auth";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan, secret } from "../../support/plan";
import { described, network } from "./described";

const issuer = "https://idp.example.com";
const oidc: OidcAuth = {
  issuer,
  authorizationEndpoint: `${issuer}/authorize`,
  tokenEndpoint: `${issuer}/token`,
  userInfoEndpoint: `${issuer}/userinfo`,
  clientId: "shop",
  clientSecret: "hunter2",
};
const https = {
  certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c",
  hostName: "shop.example.com",
};

function planOfServices(services: Record<string, ServiceDescription>): Promise<RecordedPlan> {
  return planOf(() => {
    const cluster = new EksCluster("eks", { network, https, services: Object.values(services) });
    new EksLoadBalancer("eks", { cluster, services, https });
  });
}

const prefix = "alb.ingress.kubernetes.io/auth-";

/** The annotations of a login on an object, without their prefix. */
const loginOf = (plan: RecordedPlan, name: string) => {
  const { metadata } = plan.resource(name).inputs as { metadata: { annotations: Record<string, string> } };
  return Object.fromEntries(
    Object.entries(metadata.annotations).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );
};

describe("A login on EKS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfServices({
      web: described({ routes: [{ path: "/*", priority: 2 }] }),
      admin: described({
        routes: [
          { path: "/admin", priority: 1, auth: { oidc } },
          { path: "/admin/*", priority: 3, auth: { oidc } },
        ],
      }),
    });
  });

  const login = (secretName: unknown) => ({
    type: "oidc",
    "idp-oidc": {
      issuer,
      authorizationEndpoint: `${issuer}/authorize`,
      tokenEndpoint: `${issuer}/token`,
      userInfoEndpoint: `${issuer}/userinfo`,
      secretName,
    },
    scope: "openid",
    "session-timeout": "604800",
    "on-unauthenticated-request": "authenticate",
  });
  const parsed = (annotations: Record<string, string>) => ({
    ...annotations,
    "idp-oidc": json(annotations["idp-oidc"]),
  });
  const clientSecret = () => plan.resource("kubernetes:core/v1:Secret", "admin-login");
  const secretName = () => (clientSecret().outputs.metadata as { name: string }).name;

  it("is at the service's Service, with every default, and the others say that they have none", () => {
    assert.deepEqual(parsed(loginOf(plan, "admin-service")), login(secretName()));
    assert.deepEqual(loginOf(plan, "web-service"), { type: "none" });
  });

  it("is the Ingress's too, so that a Service's that isn't honoured leaves no route open", () => {
    assert.deepEqual(parsed(loginOf(plan, "eks-ingress")), login(secretName()));
  });

  it("has the client's id and secret in a Secret of a generated name, secret in the plan", () => {
    const { metadata, ...inputs } = clientSecret().inputs;
    assert.deepEqual(inputs, {
      apiVersion: "v1",
      kind: "Secret",
      immutable: true,
      stringData: secret({ clientID: "shop", clientSecret: "hunter2" }),
    });
    assert.deepEqual(metadata, {
      namespace: "services",
      labels: { "app.kubernetes.io/name": "admin" },
    });
  });

  it("reads a client secret by its ARN from Secrets Manager", async () => {
    // What the mocked function answers to this ARN, and to no other.
    const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-login-AbCdEf";
    const auth = { oidc: { ...oidc, clientSecret: arn } };
    const { stringData } = (
      await planOfServices({ web: described({ routes: [{ path: "/*", auth }] }) })
    ).resource("kubernetes:core/v1:Secret", "web-login").inputs;
    assert.deepEqual(
      stringData,
      secret({ clientID: "shop", clientSecret: "getSecretVersion-secretString-7051c31" }),
    );
  });

  it("lets Auto Mode's controllers read that Secret alone, before they read the annotations", () => {
    assert.deepEqual(plan.resource("Role", "admin-login").inputs.rules, [
      { apiGroups: [""], resources: ["secrets"], resourceNames: [secretName()], verbs: ["get"] },
    ]);
    const { roleRef, subjects } = plan.resource("RoleBinding", "admin-login").inputs;
    const apiGroup = "rbac.authorization.k8s.io";
    assert.deepEqual(roleRef, { apiGroup, kind: "Role", name: "admin-login" });
    assert.deepEqual(subjects, [{ apiGroup, kind: "Group", name: "eks:managed" }]);
    const binding = plan.resource("RoleBinding", "admin-login").urn;
    assert.ok(plan.resource("admin-service").dependencies.includes(binding));
  });

  it("is none where no route has one", async () => {
    const open = await planOfServices({ web: described({ routes: [{ path: "/*" }] }) });
    assert.deepEqual(loginOf(open, "eks-ingress"), {});
    assert.deepEqual(open.ofType("kubernetes:rbac.authorization.k8s.io/v1:Role"), []);
  });

  it("is refused where a service's routes differ, for tokens in Auto Mode, and without HTTPS", async () => {
    const jwt = { issuer: "shop", jwksEndpoint: `${issuer}/keys` };
    await planOf(() => {
      const web = described({ routes: [{ path: "/open" }, { path: "/*", auth: { oidc } }] });
      const api = described({ routes: [{ path: "/api/*", priority: 9, auth: { jwt } }] });
      const services = { web, api };
      const cluster = new EksCluster("eks", { network, services: [web, api] });
      assert.throws(
        () => new EksLoadBalancer("eks", { cluster, services }),
        (error: Error) => {
          assert.ok(pulumi.RunError.isInstance(error), String(error));
          assert.deepEqual(error.message.split("\n"), [
            'Invalid arguments for EksLoadBalancer "eks":',
            "  - services.web.routes have different auth: all must have the same login on EKS, where it is the Service's",
            "  - services.web.routes[1].auth needs HTTPS: must be left out in a cluster without https",
            "  - services.api.routes[0].auth.jwt isn't documented for Auto Mode: must be left out in a cluster with compute auto, where the route could be open to everyone",
            "  - services.api.routes[0].auth needs HTTPS: must be left out in a cluster without https",
          ]);
          return true;
        },
      );
    });
  });
});
