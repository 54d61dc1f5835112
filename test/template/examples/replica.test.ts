import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of an account that images are replicated to", () => {
  it("lets them in, runs one by its digest, and never touches Docker", async () => {
    const plan = await planOf("replica");
    const types = plan.steps
      .map(({ newState }) => newState.type)
      .filter((type) => /^(aws:ecr|docker)/.test(type));
    assert.deepEqual(types.sort(), [
      "aws:ecr/registryPolicy:RegistryPolicy",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    ]);
    const policies = inputsOf(plan, "aws:iam/rolePolicy:RolePolicy").map(({ policy }) => String(policy));
    const copy = "arn:aws:ecr:eu-central-1:444455556666:repository/acme/shop/hello";
    assert.ok(policies.some((policy) => policy.includes(`"Resource":"${copy}"`)));
  });
});
