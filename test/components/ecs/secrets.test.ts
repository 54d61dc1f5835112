import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { json, type RecordedPlan, Secret, secret } from "../../support/plan";
import { planOfService } from "./a-service";

const token = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/token-AbCdEf";
const database = "arn:aws:secretsmanager:eu-west-1:444455556666:secret:shop/db-GhIjKl";

function containerOf(plan: RecordedPlan): { secrets?: object[]; environment: object[] } {
  const { containerDefinitions } = plan.resource("TaskDefinition", "hello-task").inputs;
  const [container] = json(containerDefinitions) as { secrets?: object[]; environment: object[] }[];
  assert.ok(container);
  return container;
}

const executionPolicy = (plan: RecordedPlan) =>
  json(plan.resource("RolePolicy", "hello-execution").inputs.policy) as { Statement: { Sid: string }[] };

describe("FargateService: its secrets", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfService({
      service: {
        secrets: {
          TOKEN: token,
          DB_USER: `${database}:user`,
          DB_PASSWORD: `${database}:password:AWSPREVIOUS`,
          OLD: `${token}:::0f1e2d3c`,
          API_KEY: "/shop/api-key",
        },
      },
    });
  });

  it("are read by ECS as a task starts, from where the description says", () => {
    assert.deepEqual(containerOf(plan).secrets, [
      { name: "API_KEY", valueFrom: "/shop/api-key" },
      { name: "DB_PASSWORD", valueFrom: `${database}:password:AWSPREVIOUS:` },
      { name: "DB_USER", valueFrom: `${database}:user::` },
      { name: "OLD", valueFrom: `${token}:::0f1e2d3c` },
      { name: "TOKEN", valueFrom: token },
    ]);
    assert.deepEqual(plan.ofType("secretsmanager/secret:Secret"), []);
  });

  it("and no others can be read by the execution role, with the keys that encrypt them", () => {
    const parameter = "arn:aws:ssm:us-east-1:000000000000:parameter/shop/api-key";
    assert.deepEqual(executionPolicy(plan).Statement.slice(3), [
      {
        Sid: "ReadSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [database, token],
      },
      {
        Sid: "DecryptSecrets",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: ["arn:aws:kms:eu-west-1:444455556666:key/*", "arn:aws:kms:us-east-1:111122223333:key/*"],
        Condition: { StringEquals: { "kms:EncryptionContext:SecretARN": [database, token] } },
      },
      { Sid: "ReadParameters", Effect: "Allow", Action: ["ssm:GetParameters"], Resource: [parameter] },
      {
        Sid: "DecryptParameters",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: ["arn:aws:kms:us-east-1:000000000000:key/*"],
        Condition: { StringEquals: { "kms:EncryptionContext:PARAMETER_ARN": [parameter] } },
      },
    ]);
    assert.deepEqual(
      plan.ofType("RolePolicy").filter(({ inputs }) => JSON.stringify(inputs.policy).includes("kms:Decrypt"))
        .length,
      1,
      "the task role, which the application has, must not read them",
    );
  });

  it("may be PLATFORM, which ECS refuses among the other variables then", async () => {
    const secrets = { PLATFORM: "/shop/platform" };
    const container = containerOf(await planOfService({ service: { environment: {}, secrets } }));
    assert.deepEqual(container.environment, [{ name: "PORT", value: "8080" }]);
    assert.deepEqual(container.secrets, [{ name: "PLATFORM", valueFrom: "/shop/platform" }]);
  });

  const invalid: [Record<string, string>, string][] = [
    [
      { A: "shop/token" },
      'service.secrets.A is "shop/token": must be the ARN of a secret with its suffix, such as',
    ],
    [{ A: token.slice(0, -7) }, "must be the ARN of a secret with its suffix"],
    [{ A: `${token}:key:stage:version` }, "must be the ARN of a secret with its suffix"],
    [{ GREETING: token }, "service.secrets.GREETING is in service.environment too: must be in one of them"],
    [{ PORT: token }, "service.secrets.PORT is set from service.port: must be left out"],
    [{ "A-B": token }, "service.secrets.A-B is not a variable's name"],
  ];
  for (const [secrets, error] of invalid) {
    it(`are refused early: ${error}`, async () => {
      await assert.rejects(planOfService({ service: { secrets } }), (thrown: Error) => {
        assert.ok(thrown.message.includes(error), thrown.message);
        return true;
      });
    });
  }
});

describe("FargateService: secret values of the program", () => {
  const secretEnvironment = { TOKEN: pulumi.secret("hunter2"), KEY: pulumi.secret("hunter3") };
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfService({ service: { secretEnvironment } });
  });

  it("are in one secret of Secrets Manager, which goes at once with its service", () => {
    assert.deepEqual(plan.resource("secretsmanager/secret:Secret", "hello-environment").inputs, {
      description: "Variables of the service hello",
      recoveryWindowInDays: 0,
    });
    const { secretId, secretString } = plan.resource("SecretVersion", "hello-environment").inputs;
    assert.equal(secretId, plan.resource("secretsmanager/secret:Secret", "hello-environment").id);
    assert.deepEqual(secretString, secret('{"KEY":"hunter3","TOKEN":"hunter2"}'));
  });

  it("reach a container by the version that holds them, so that another value is another revision", () => {
    const { arn } = plan.resource("secretsmanager/secret:Secret", "hello-environment").outputs;
    const { versionId } = plan.resource("SecretVersion", "hello-environment").outputs;
    assert.deepEqual(containerOf(plan).secrets, [
      { name: "KEY", valueFrom: `${arn}:KEY::${versionId}` },
      { name: "TOKEN", valueFrom: `${arn}:TOKEN::${versionId}` },
    ]);
    assert.deepEqual(executionPolicy(plan).Statement.at(-1), {
      Sid: "ReadEnvironment",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: arn,
    });
  });

  it("stay out of the task definition, which needn't be secret therefore", () => {
    const { containerDefinitions } = plan.resource("TaskDefinition", "hello-task").inputs;
    assert.ok(!(containerDefinitions instanceof Secret));
    assert.doesNotMatch(String(containerDefinitions), /hunter/);
  });
});
