import assert from "node:assert/strict";
import { validateRegistry } from "../../../components/registry/registry-validation";
import { json } from "../../support/plan";
import { namespace, planOfRegistry, refusals } from "./a-registry";

describe("Registry that replicates", () => {
  const args = { namespace: "acme", manageRegistrySettings: true };

  it("replicates its namespace, and has a template in each region of its own account", async () => {
    const plan = await planOfRegistry({
      ...args,
      replicateTo: ["eu-west-1", "111122223333/eu-west-1"],
      pullAccounts: ["111122223333"],
      pullByLambda: true,
      keepImages: 5,
    });
    assert.equal(plan.resource("registry-hello").inputs.name, "acme/hello");
    const replication = plan.resource("registry-replication");
    assert.deepEqual(replication.inputs, {
      replicationConfiguration: {
        rules: [
          {
            destinations: [
              { region: "eu-west-1", registryId: "000000000000" },
              { region: "eu-west-1", registryId: "111122223333" },
            ],
            repositoryFilters: [{ filter: "acme/", filterType: "PREFIX_MATCH" }],
          },
        ],
      },
    });
    assert.deepEqual(plan.dependenciesOf(replication), ["registry-eu-west-1"]);
    const { lifecyclePolicy, repositoryPolicy, ...inputs } = plan.theOne("RepositoryCreationTemplate").inputs;
    assert.deepEqual(inputs, {
      region: "eu-west-1",
      prefix: "acme",
      description: "Replicated images of aws-containers/dev",
      appliedFors: ["REPLICATION"],
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    const { rules } = json(lifecyclePolicy) as { rules: { description: string }[] };
    assert.deepEqual(
      rules.map(({ description }) => description),
      ["Keep the 5 most recently pushed tagged images", "Expire untagged images after 1 day"],
    );
    assert.match(JSON.stringify(json(repositoryPolicy)), /arn:aws:lambda:eu-west-1:\*:function/);
  });

  it("encrypts replicated images with a key in their region, which only ECR may use", async () => {
    const plan = await planOfRegistry({
      ...args,
      replicateTo: ["eu-west-1"],
      encryption: "kms",
      protect: true,
    });
    const key = plan.resource("registry-eu-west-1-key");
    const role = plan.resource("iam/role:Role", "registry-creation");
    const template = plan.theOne("RepositoryCreationTemplate").inputs;
    assert.deepEqual([key.inputs.region, key.protect], ["eu-west-1", true]);
    assert.match(String(key.inputs.policy), /ecr\.eu-west-1\.amazonaws\.com/);
    assert.match(String(key.outputs.arn), /^arn:aws:kms:eu-west-1:/);
    assert.deepEqual(
      [template.customRoleArn, template.encryptionConfigurations],
      [role.outputs.arn, [{ encryptionType: "KMS", kmsKey: key.outputs.arn }]],
    );
    assert.deepEqual(json(role.inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ecr.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
    assert.deepEqual(json(plan.resource("RolePolicy", "registry-creation").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CreateRepositories",
          Effect: "Allow",
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
          Resource: "arn:aws:ecr:*:000000000000:repository/acme/*",
        },
        {
          Sid: "UseKeys",
          Effect: "Allow",
          Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
          Resource: [key.outputs.arn],
        },
      ],
    });
  });

  it("creates no key and no role where images are replicated to other accounts only", async () => {
    const plan = await planOfRegistry({
      ...args,
      replicateTo: ["111122223333/eu-west-1"],
      encryption: "kms",
    });
    assert.deepEqual(plan.ofType("iam/role:Role"), []);
    assert.deepEqual(plan.ofType("iam/rolePolicy:RolePolicy"), []);
    assert.deepEqual(plan.ofType("ecr/repositoryCreationTemplate:RepositoryCreationTemplate"), []);
    assert.deepEqual(
      plan.ofType("kms/key:Key").map(({ name }) => name),
      ["registry-key"],
    );
  });

  it("refuses invalid destinations, and missing requirements", () => {
    assert.deepEqual(refusals({ replicateTo: ["eu", "eu-west-1", "eu-west-1"], namespace: "A/" }), [
      `namespace is "A/": ${namespace}`,
      'replicateTo[0] is "eu": must be a region or account/region, such as 111122223333/eu-west-1',
      'replicateTo[2] is "eu-west-1": must be unique, but replicateTo[1] is the same',
      "replicateTo requires manageRegistrySettings: true, since ECR has one replication configuration per region",
    ]);
    assert.deepEqual(refusals({ replicateTo: ["eu-west-1"], manageRegistrySettings: true }), [
      "replicateTo requires namespace: at the destinations, ECR finds the repositories' template by it",
    ]);
    const regions = (count: number) =>
      Array.from({ length: count }, (_, index) => `eu-${"x".repeat(index + 1)}-1`);
    assert.deepEqual(validateRegistry({ ...args, replicateTo: regions(25) }), []);
    assert.deepEqual(refusals({ ...args, replicateTo: regions(26) }), [
      "replicateTo has 26 destinations: must have at most 25",
    ]);
  });
});
