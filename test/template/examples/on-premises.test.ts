import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of a cluster outside of AWS", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("on-premises");
  });

  it("meets every policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });

  it("answers HTTPS behind a Gateway, whose certificate cert-manager creates, and redirects HTTP", () => {
    const [gateway] = inputsOf(plan, "kubernetes:gateway.networking.k8s.io/v1:Gateway") as {
      metadata: { annotations: Record<string, string> };
      spec: { gatewayClassName: string; listeners: { name: string; tls?: object }[] };
    }[];
    assert.equal(gateway?.metadata.annotations["cert-manager.io/cluster-issuer"], "letsencrypt");
    assert.equal(gateway?.spec.gatewayClassName, "envoy");
    const tls = { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "web-tls" }] };
    assert.deepEqual(
      gateway?.spec.listeners.map((listener) => [listener.name, listener.tls]),
      [
        ["http", undefined],
        ["app.example.com", tls],
      ],
    );
    const routes = inputsOf(plan, "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute") as {
      spec: { parentRefs: { sectionName: string }[]; rules: { filters?: { type: string }[] }[] };
    }[];
    assert.deepEqual(
      routes.map(({ spec: { parentRefs, rules } }) => [
        parentRefs[0]?.sectionName,
        rules[0]?.filters?.[0]?.type,
      ]),
      [
        ["http", "RequestRedirect"],
        ["app.example.com", undefined],
      ],
    );
    assert.deepEqual(inputsOf(plan, "kubernetes:networking.k8s.io/v1:Ingress"), []);
  });

  it("gives the pods their role by the IAM OIDC provider that is there", () => {
    assert.deepEqual(inputsOf(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation"), []);
    assert.deepEqual(inputsOf(plan, "aws:iam/openIdConnectProvider:OpenIdConnectProvider"), []);
    const trusts = inputsOf(plan, "aws:iam/role:Role").map(({ assumeRolePolicy }) =>
      JSON.parse(String(assumeRolePolicy)),
    );
    assert.deepEqual(
      trusts.map(({ Statement: [{ Principal, Condition }] }) => [
        Principal.Federated,
        Condition.StringEquals["tokens.example.com:sub"],
      ]),
      [
        [
          "arn:aws:iam::111122223333:oidc-provider/tokens.example.com",
          "system:serviceaccount:aws-containers-on-premises:web",
        ],
      ],
    );
    const accounts = inputsOf(plan, "kubernetes:core/v1:ServiceAccount") as {
      metadata: { annotations?: Record<string, string> };
    }[];
    assert.deepEqual(
      accounts.map(({ metadata }) => Object.keys(metadata.annotations ?? {})),
      [["eks.amazonaws.com/role-arn"]],
    );
  });
});
