import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of a registry for others", () => {
  it("has what ECR knows, and its service from a cache may fill it", async () => {
    const plan = await planOf("registry");
    const types = plan.steps.map(({ newState }) => newState.type).filter((type) => /^aws:ecr/.test(type));
    assert.deepEqual([...new Set(types)].sort(), [
      "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
      "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
      "aws:ecr/replicationConfiguration:ReplicationConfiguration",
      "aws:ecr/repository:Repository",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
      "aws:ecr/repositoryPolicy:RepositoryPolicy",
      "aws:ecrpublic/repository:Repository",
    ]);
    const cached = "arn:aws:ecr:eu-central-1:000000000000:repository/docker-hub/traefik/whoami";
    const policies = inputsOf(plan, "aws:iam/rolePolicy:RolePolicy").map(({ policy }) => String(policy));
    const [filling, ...others] = policies.filter((policy) => policy.includes("FillCache"));
    assert.deepEqual(others, []);
    assert.deepEqual(JSON.parse(filling ?? "{}").Statement.at(-1), {
      Sid: "FillCache",
      Effect: "Allow",
      Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
      Resource: cached,
    });
  });
});
