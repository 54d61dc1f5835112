import assert from "node:assert/strict";
import { json } from "../../support/plan";
import { namespace, planOfRegistry, refusals } from "./a-registry";

describe("Registry that others replicate to", () => {
  const allowReplicationFrom = { accounts: ["111122223333"], namespaces: ["acme/shop", "tools"] };

  it("allows other accounts to replicate into their namespaces, with templates for the repositories", async () => {
    const plan = await planOfRegistry({
      manageRegistrySettings: true,
      allowReplicationFrom,
      expireAfterDays: 90,
    });
    const policy = plan.resource("registry-received");
    assert.deepEqual(json(policy.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AllowReplication",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
          Resource: [
            "arn:aws:ecr:us-east-1:000000000000:repository/acme/shop/*",
            "arn:aws:ecr:us-east-1:000000000000:repository/tools/*",
          ],
        },
      ],
    });
    const templates = ["registry-acme-shop-received", "registry-tools-received"];
    assert.deepEqual(plan.dependenciesOf(policy), templates);
    const { lifecyclePolicy, ...inputs } = plan.resource("registry-acme-shop-received").inputs;
    assert.deepEqual(inputs, {
      region: "us-east-1",
      prefix: "acme/shop",
      description: "Replicated images of aws-containers/dev",
      appliedFors: ["REPLICATION"],
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    assert.match(String(lifecyclePolicy), /Expire tagged images after 90 days/);
  });

  it("keeps the resources of a stack that has its components under their previous types", async () => {
    const plan = await planOfRegistry({
      manageRegistrySettings: true,
      allowReplicationFrom,
      encryption: "kms",
      repositories: [],
    });
    const previously = (urn: string) =>
      urn
        .replaceAll(":ReplicationPermissions", ":ReceivedCopies")
        .replaceAll(":ReplicationTemplates", ":CopySettings");
    const renamed = plan.resources.filter(({ urn }) => previously(urn) !== urn);
    assert.deepEqual(renamed.map(({ type }) => type.replace(/^.*:/, "")).sort(), [
      ...["Key", "Key", "RegistryPolicy", "ReplicationPermissions", "ReplicationTemplates"],
      ...["ReplicationTemplates", "RepositoryCreationTemplate", "RepositoryCreationTemplate"],
      ...["Role", "Role", "RolePolicy", "RolePolicy"],
    ]);
    for (const { urn, aliases } of renamed) assert.ok(aliases.includes(previously(urn)), urn);
  });

  it("refuses invalid accounts and namespaces, and what another stack may manage", () => {
    assert.deepEqual(refusals({ allowReplicationFrom: { accounts: ["1"], namespaces: ["A"] } }), [
      "allowReplicationFrom requires manageRegistrySettings: true, since ECR has one registry policy per region",
      'allowReplicationFrom.accounts[0] is "1": must be the 12 digits of an AWS account',
      `allowReplicationFrom.namespaces[0] is "A": ${namespace}`,
    ]);
    assert.deepEqual(
      refusals({ manageRegistrySettings: true, allowReplicationFrom: { accounts: [], namespaces: [] } }),
      [
        "allowReplicationFrom.accounts is empty: must have at least one account",
        "allowReplicationFrom.namespaces is empty: must have at least one namespace",
      ],
    );
    const twice = { accounts: ["111122223333"], namespaces: ["a/b", "a-b"] };
    assert.deepEqual(refusals({ manageRegistrySettings: true, allowReplicationFrom: twice }), [
      'allowReplicationFrom.namespaces[1] is "a-b": must be different from allowReplicationFrom.namespaces[0], in more than / and -',
    ]);
  });
});
