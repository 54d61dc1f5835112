import assert from "node:assert/strict";
import type { RecordedPlan } from "../../support/plan";
import { named } from "./creation/arn";
import { allows, listOf, permissions, planOfRoles } from "./described";
import { actionsOf, state } from "./planned-roles";

describe("what the preview role may do", () => {
  let stateful: RecordedPlan;

  before(async () => {
    stateful = await planOfRoles({ state });
  });

  it("is to read: not one action that changes", async () => {
    const granted = permissions(stateful, "github-preview");
    for (const action of actionsOf(granted)) {
      assert.match(action, /:(Describe|Get|List)|^kms:Decrypt$|^states:ValidateStateMachineDefinition$/);
    }
    const [decrypt] = granted.filter(({ Action }) => listOf(Action).includes("kms:Decrypt"));
    assert.equal(decrypt?.Resource, state.keyArn);
  });

  it("reads no secret, no log line, no image and no object but the state", async () => {
    const granted = permissions(stateful, "github-preview");
    for (const action of [
      "secretsmanager:GetSecretValue",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "logs:GetLogEvents",
      "logs:FilterLogEvents",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchGetImage",
      "s3:GetObject",
      "sqs:ReceiveMessage",
      "dynamodb:GetItem",
      "kms:Decrypt",
    ]) {
      for (const resource of [named("any", "thing"), "arn:aws:s3:::ecs-access-logs-0a1b2c3/AWSLogs/1.gz"]) {
        assert.ok(!allows(granted, action, resource), `${action} on ${resource}`);
      }
    }
    assert.deepEqual(
      granted.filter(({ Effect }) => Effect === "Deny").map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["NoSecretsOfSecretsManager", "*"],
        ["NoSecretValues", "*"],
      ],
    );
  });

  it("reads the client secrets that logins name, as deploy roles do, and no others", async () => {
    const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf";
    const plan = await planOfRoles({ stacks: ["dev"], clientSecrets: [secret] });
    for (const role of ["github-preview", "github-deploy-dev"]) {
      const granted = permissions(plan, role);
      const may = (arn: string) => allows(granted, "secretsmanager:GetSecretValue", arn);
      assert.deepEqual([may(secret), may(secret.replace("login", "db"))], [true, false], role);
    }
    const [denied] = permissions(plan, "github-preview").filter(({ Effect }) => Effect === "Deny");
    assert.deepEqual(denied, {
      Sid: "NoSecretsOfSecretsManager",
      Effect: "Deny",
      Action: ["secretsmanager:GetSecretValue"],
      NotResource: [secret],
    });
  });

  it("reads the state of the project's stacks, and decrypts nothing without a key", async () => {
    const granted = permissions(
      await planOfRoles({ state: { bucketArn: state.bucketArn }, stacks: ["dev"] }),
      "github-preview",
    );
    const may = (path: string) => allows(granted, "s3:GetObject", `${state.bucketArn}/.pulumi/${path}`);
    assert.ok(may("meta.yaml") && may("stacks/aws-containers/prod.json"));
    assert.ok(!may("stacks/deploy-roles/account.json"));
    assert.ok(!actionsOf(granted).includes("kms:Decrypt"));
  });
});

describe("a deploy role whose stack reads others", () => {
  it("reads their current state and nothing else of theirs", async () => {
    const granted = permissions(
      await planOfRoles({ state, stacks: ["prod"], reads: ["dev", "shared"] }),
      "github-deploy-prod",
    );
    const file = (path: string) => `${state.bucketArn}/.pulumi/stacks/${path}`;
    assert.deepEqual(
      granted.filter(({ Sid }) => Sid === "ReadOtherStacks"),
      [
        {
          Sid: "ReadOtherStacks",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: [
            file("aws-containers/dev.json"),
            file("aws-containers/dev.json.gz"),
            file("aws-containers/shared.json"),
            file("aws-containers/shared.json.gz"),
          ],
        },
      ],
    );
    assert.ok(!allows(granted, "s3:PutObject", file("aws-containers/dev.json")));
    assert.ok(!allows(granted, "s3:GetObject", file("aws-containers/dev.json.bak")));
    assert.ok(!allows(granted, "s3:GetObject", file("aws-containers/dev.eu.json")));
  });

  it("reads none by default", async () => {
    const granted = permissions(await planOfRoles({ state }), "github-deploy-prod");
    assert.ok(!allows(granted, "s3:GetObject", `${state.bucketArn}/.pulumi/stacks/aws-containers/dev.json`));
  });
});
