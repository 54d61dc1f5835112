import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { Registry } from "../../../components/registry";
import { ecrLimits } from "../../../facts/ecr-limits";
import { json, planOf } from "../../support/plan";
import { planOfRegistry, refusals } from "./a-registry";

const names = (plan: Awaited<ReturnType<typeof planOfRegistry>>) => plan.resources.map(({ name }) => name);

const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

describe("Registry that others pull from", () => {
  it("allows accounts, organizations and Lambda to pull, and no more", async () => {
    const plan = await planOfRegistry({
      pullAccounts: ["111122223333"],
      pullOrganizations: ["o-a1b2c3d4e5"],
      pullByLambda: true,
    });
    const { inputs } = plan.resource("RepositoryPolicy", "registry-hello-pull");
    assert.equal(inputs.repository, plan.resource("registry-hello").outputs.name);
    assert.deepEqual(json(inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PullFromAccounts",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
          Action: pull,
        },
        {
          Sid: "PullFromOrganizations",
          Effect: "Allow",
          Principal: "*",
          Action: pull,
          Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5"] } },
        },
        {
          Sid: "PullByLambda",
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Condition: {
            StringEquals: { "aws:SourceAccount": ["000000000000", "111122223333"] },
            ArnLike: {
              "aws:SourceArn": "arn:aws:lambda:us-east-1:*:function:*",
            },
          },
        },
      ],
    });
  });

  it("has no policy where no one else pulls", async () => {
    assert.deepEqual(names(await planOfRegistry({ pullAccounts: [], pullByLambda: false })), [
      "registry-hello",
      "registry",
    ]);
  });

  it("refuses invalid accounts and organizations", () => {
    assert.deepEqual(refusals({ pullAccounts: ["12"], pullOrganizations: ["acme"] }), [
      'pullAccounts[0] is "12": must be the 12 digits of an AWS account',
      'pullOrganizations[0] is "acme": must be the id of an organization, such as o-a1b2c3d4e5',
    ]);
  });
});

describe("The largest repository policy that a registry takes", () => {
  const access = {
    pullAccounts: Array.from({ length: 100 }, (_, index) => String(100000000000 + index)),
    pullOrganizations: Array.from({ length: 10 }, (_, index) => `o-${"a".repeat(31)}${index}`),
    pullByLambda: true,
  };

  it("fits into what ECR accepts, in the partition with the longest names", async () => {
    const plan = await planOf(
      () => {
        const provider = new aws.Provider("gov", { region: "us-gov-west-1" });
        new Registry("registry", { repositories: ["hello"], ...access }, { providers: [provider] });
      },
      { config: { "aws:region": "us-gov-west-1" } },
    );
    const policy = String(plan.theOne("RepositoryPolicy").inputs.policy);
    assert.match(policy, /arn:aws-us-gov:lambda:us-gov-west-1/);
    assert.ok(policy.length <= ecrLimits.repositoryPolicyLength.max, `${policy.length} characters`);
  });

  it("is no larger", () => {
    assert.deepEqual(
      refusals({
        pullAccounts: [...access.pullAccounts, "111122223333"],
        pullOrganizations: [...access.pullOrganizations, "o-a1b2c3d4e5"],
      }),
      [
        "pullAccounts has 101 accounts: must have at most 100",
        "pullOrganizations has 11 organizations: must have at most 10",
      ],
    );
  });
});
