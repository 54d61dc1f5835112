import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceDescription } from "../../../components/service";
import { json, type RecordedPlan } from "../../support/plan";
import { database, databaseSecretArn } from "../data/a-database";
import { planOfService } from "./a-service";

const token = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/token-AbCdEf";
const other = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/other-AbCdEf";

const planOf = (service: Partial<ServiceDescription>, args = {}) =>
  planOfService({ service: { restartOnRotation: true, ...service }, args });

const restartOf = (plan: RecordedPlan) => plan.resource("RestartOnRotation", "hello-restart");
const childrenOf = (plan: RecordedPlan) =>
  plan
    .childrenOf(restartOf(plan))
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
const patternOf = (plan: RecordedPlan, store: string) =>
  json(plan.resource("EventRule", `hello-restart-${store}`).inputs.eventPattern);
const policyOf = (plan: RecordedPlan, name: string) =>
  json(plan.resource("RolePolicy", name).inputs.policy) as { Statement: object[] };
const definitionOf = (plan: RecordedPlan) =>
  json(plan.resource("StateMachine", "hello-restart").inputs.definition);

describe("FargateService: restartOnRotation", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOf({
      secrets: { TOKEN: token, KEY: `${token}:key`, OLD: `${other}:::0f1e2d3c`, API_KEY: "/shop/api-key" },
      sidecars: { proxy: { image: "proxy@sha256:1", secrets: { PASSWORD: "/shop/proxy" } } },
    });
  });

  it("creates a state machine, and a rule for each store of secrets that the service reads", () => {
    assert.deepEqual(childrenOf(plan), [
      "aws:cloudwatch/eventRule:EventRule hello-restart-parameters",
      "aws:cloudwatch/eventRule:EventRule hello-restart-secrets",
      "aws:cloudwatch/eventTarget:EventTarget hello-restart-parameters",
      "aws:cloudwatch/eventTarget:EventTarget hello-restart-secrets",
      "aws:iam/role:Role hello-restart",
      "aws:iam/role:Role hello-restart-parameters",
      "aws:iam/role:Role hello-restart-secrets",
      "aws:iam/rolePolicy:RolePolicy hello-restart",
      "aws:iam/rolePolicy:RolePolicy hello-restart-parameters",
      "aws:iam/rolePolicy:RolePolicy hello-restart-secrets",
      "aws:sfn/stateMachine:StateMachine hello-restart",
    ]);
  });

  it("is started by new values of exactly these, not of versions that stay", () => {
    assert.deepEqual(patternOf(plan, "secrets"), {
      source: ["aws.secretsmanager"],
      "detail-type": ["Secret Label Updated"],
      resources: [token],
      detail: { labelUpdated: ["AWSCURRENT"] },
    });
    assert.deepEqual(patternOf(plan, "parameters"), {
      source: ["aws.ssm"],
      "detail-type": ["Parameter Store Change"],
      detail: { name: ["/shop/api-key", "/shop/proxy"], operation: ["Create", "Update"] },
    });
  });

  it("starts the state machine, with a role that may start it alone", () => {
    const machine = plan.resource("StateMachine", "hello-restart").outputs.arn;
    const rule = plan.resource("EventRule", "hello-restart-secrets");
    assert.deepEqual(plan.resource("EventTarget", "hello-restart-secrets").inputs, {
      rule: rule.outputs.name,
      arn: machine,
      roleArn: plan.resource("iam/role:Role", "hello-restart-secrets").outputs.arn,
    });
    assert.deepEqual(policyOf(plan, "hello-restart-secrets").Statement, [
      { Sid: "Restart", Effect: "Allow", Action: "states:StartExecution", Resource: machine },
    ]);
    assert.deepEqual(json(plan.resource("iam/role:Role", "hello-restart-secrets").inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "000000000000" },
            ArnEquals: { "aws:SourceArn": rule.outputs.arn },
          },
        },
      ],
    });
  });

  it("deploys the service again, and may deploy no other", () => {
    const service = plan.resource("ecs/service:Service", "hello-service");
    assert.deepEqual(definitionOf(plan), {
      Comment: "Restarts the service hello after a rotation of its secrets",
      QueryLanguage: "JSONata",
      StartAt: "Restart",
      States: {
        Restart: {
          Type: "Task",
          Resource: "arn:aws:states:::aws-sdk:ecs:updateService",
          Arguments: {
            Cluster: plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.arn,
            Service: service.outputs.name,
            ForceNewDeployment: true,
          },
          Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 6, IntervalSeconds: 2, BackoffRate: 2 }],
          End: true,
        },
      },
    });
    assert.deepEqual(policyOf(plan, "hello-restart").Statement, [
      {
        Sid: "RestartService",
        Effect: "Allow",
        Action: "ecs:UpdateService",
        Resource: `arn:aws:ecs:us-east-1:000000000000:service/${plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.name}/${service.outputs.name}`,
      },
    ]);
    const { name } = plan.resource("StateMachine", "hello-restart").inputs;
    assert.match(String(name), /^ecs-cluster-[0-9a-f]{7}-hello_restart$/);
    assert.match(
      String(plan.resource("iam/role:Role", "hello-restart").inputs.assumeRolePolicy),
      new RegExp(`"aws:SourceArn":"arn:aws:states:us-east-1:000000000000:stateMachine:${name}"`),
    );
  });

  it("reports a restart that fails to the topic of the stack's alarms", async () => {
    const arn = "arn:aws:sns:us-east-1:000000000000:alarms";
    const withTopic = await planOf({ secrets: { TOKEN: token } }, { topic: { arn: pulumi.output(arn) } });
    const { States } = definitionOf(withTopic) as {
      States: { Restart: { Catch: object[] }; Report: { Arguments: object }; Failed: object };
    };
    assert.deepEqual(States.Restart.Catch, [
      { ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "Report" },
    ]);
    assert.deepEqual(States.Report.Arguments, {
      TopicArn: arn,
      Subject: "Restart of hello failed",
      Message:
        "{% 'The service hello has not been restarted after a rotation of its secrets: ' & $states.input.Error & '\\n\\nExecution: ' & " +
        "$states.context.Execution.Id & '\\n\\n' & $substring($states.input.Cause, 0, 4000) %}",
    });
    assert.deepEqual(policyOf(withTopic, "hello-restart").Statement.slice(1), [
      { Sid: "ReportFailures", Effect: "Allow", Action: "sns:Publish", Resource: arn },
    ]);
    assert.equal(childrenOf(withTopic).length, 7, "a rule for the store that it reads alone");
  });

  it("is started by the password of a database that the service uses", async () => {
    const withDatabase = await planOfService({
      service: { restartOnRotation: true },
      uses: () => [database()],
    });
    const { resources } = patternOf(withDatabase, "secrets") as { resources: string[] };
    assert.deepEqual(resources, [databaseSecretArn]);
  });

  it("is refused where the service reads nothing that rotates, or too much for a rule", async () => {
    await assert.rejects(planOf({ secrets: { OLD: `${other}:::0f1e2d3c` } }), {
      message:
        'Invalid arguments for FargateService "hello":\n' +
        "  - service.restartOnRotation is true: must be left out, for the service reads no secret that rotates: no secrets, and no " +
        "data with a password",
    });
    const secrets = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`S${index}`, token.replace("token", `token${index}`)]),
    );
    await assert.rejects(
      planOf({ secrets }),
      /service\.restartOnRotation has a rule with a pattern of \d{4} characters/,
    );
  });

  it("creates nothing where it isn't said", async () => {
    const unchanged = await planOfService({ service: { secrets: { TOKEN: token } } });
    assert.deepEqual(unchanged.ofType("StateMachine"), []);
  });
});
