import assert from "node:assert/strict";
import { planOfRoles, trust } from "./described";

const provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

function trusting(subject: string) {
  return [
    {
      Effect: "Allow",
      Principal: { Federated: provider },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": subject,
        },
      },
    },
  ];
}

describe("whom the deploy roles trust", () => {
  it("is each environment for its stack, and the branch for previews", async () => {
    const plan = await planOfRoles({ identityProviderArn: provider });
    assert.deepEqual(trust(plan, "github-deploy-dev"), trusting("repo:octo-org/octo-repo:environment:dev"));
    assert.deepEqual(trust(plan, "github-deploy-prod"), trusting("repo:octo-org/octo-repo:environment:prod"));
    assert.deepEqual(trust(plan, "github-preview"), trusting("repo:octo-org/octo-repo:ref:refs/heads/main"));
  });

  it("is another branch by argument", async () => {
    const plan = await planOfRoles({ identityProviderArn: provider, branch: "release/2" });
    assert.deepEqual(
      trust(plan, "github-preview"),
      trusting("repo:octo-org/octo-repo:ref:refs/heads/release/2"),
    );
    assert.deepEqual(trust(plan, "github-deploy-dev"), trusting("repo:octo-org/octo-repo:environment:dev"));
  });

  it("is named with numbers where GitHub's subjects are immutable", async () => {
    const repository = "octo-org@123456/octo-repo@456789";
    const plan = await planOfRoles({ identityProviderArn: provider, repository });
    assert.deepEqual(
      trust(plan, "github-deploy-prod"),
      trusting("repo:octo-org@123456/octo-repo@456789:environment:prod"),
    );
  });

  it("has no wildcard and no pull request anywhere", async () => {
    const plan = await planOfRoles();
    const roles = plan.ofType("iam/role:Role");
    assert.equal(roles.length, 3);
    for (const { inputs } of roles) {
      assert.doesNotMatch(String(inputs.assumeRolePolicy), /\*|\?|StringLike|pull_request/);
      assert.equal(inputs.maxSessionDuration, 3600);
    }
  });

  it("is asked of one identity provider, which is made unless there is one", async () => {
    const made = await planOfRoles();
    const identityProvider = made.theOne("OpenIdConnectProvider");
    assert.deepEqual(identityProvider.inputs, {
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
    assert.deepEqual(trust(made, "github-preview")[0]?.Principal, {
      Federated: identityProvider.outputs.arn,
    });
    const existing = await planOfRoles({ identityProviderArn: provider });
    assert.deepEqual(existing.ofType("OpenIdConnectProvider"), []);
  });
});
