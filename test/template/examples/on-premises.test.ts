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
