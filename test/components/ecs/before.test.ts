import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BeforeCommand } from "../../../components/before";
import { json, type RecordedPlan } from "../../support/plan";
import { type Changes, planOfService, planOfServices } from "./a-service";

const command = ["npm", "run", "migrate"];
const planWith = (before: BeforeCommand, args: Changes["args"] = {}) =>
  planOfService({ service: { before }, args });

/** The resources of the run. */
const run = (plan: RecordedPlan) => {
  const only = (type: string) => {
    const [found, ...others] = plan.ofType(type).filter(({ name }) => name.startsWith("hello-before"));
    assert.ok(found && others.length === 0, type);
    return found;
  };
  return {
    logGroup: only("cloudwatch/logGroup:LogGroup"),
    role: only("iam/role:Role"),
    policy: only("iam/rolePolicy:RolePolicy"),
    lambda: only("lambda/function:Function"),
    invocation: only("lambda/invocation:Invocation"),
  };
};

describe("FargateService: the command before a deployment", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planWith({ command });
  });

  it("runs in the service's own task definition whenever that or the command changes", () => {
    const { lambda, invocation } = run(plan);
    const { arn } = plan.resource("TaskDefinition", "hello-task").outputs;
    assert.equal(invocation.inputs.functionName, lambda.outputs.name);
    assert.deepEqual(json(invocation.inputs.input), { taskDefinition: arn, command });
    assert.deepEqual(Object.keys(invocation.inputs).sort(), ["functionName", "input"]);
    assert.deepEqual(invocation.replaceOnChanges, ["input"]);
  });

  it("comes before the service, and after all that its task needs", () => {
    const { invocation } = run(plan);
    const service = plan.resource("ecs/service:Service", "hello-service");
    assert.ok(plan.dependenciesOf(service).includes("hello-before"));
    const dependencies = plan.dependenciesOf(invocation);
    for (const needed of ["hello-before", "hello-execution", "hello-to-https"]) {
      assert.ok(dependencies.includes(needed), needed);
    }
  });

  it("has the function of this repository, in the service's network, ended after the task", () => {
    const { lambda, role, logGroup } = run(plan);
    const { code, ...inputs } = lambda.inputs;
    assert.deepEqual(inputs, {
      description: "Runs tasks of hello to their end",
      role: role.outputs.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "run-task.handler",
      timeout: 10 * 60 + 30,
      environment: {
        variables: {
          CAPACITY_PROVIDER: "FARGATE",
          CLUSTER: plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.name,
          CONTAINER: "hello",
          LOG_GROUP: plan.resource("LogGroup", "hello-logs").outputs.name,
          STARTED_BY: "hello-before",
          SUBNETS: "subnet-private-a,subnet-private-b",
          SECURITY_GROUPS: plan.resource("SecurityGroup", "hello-service").id,
          ASSIGN_PUBLIC_IP: "DISABLED",
        },
      },
      loggingConfig: { logFormat: "Text", logGroup: logGroup.outputs.name },
    });
    const source = readFileSync(join(__dirname, "../../../components/ecs/run-task.mjs"), "utf8");
    assert.ok(JSON.stringify(code).includes(JSON.stringify(source)));
  });

  it("gives the task a public address where its network needs it", async () => {
    const network = {
      vpcId: "vpc-1",
      publicSubnetIds: ["subnet-a"],
      workloadSubnetIds: ["subnet-a"],
      assignPublicIp: true,
    };
    const { lambda } = run(await planWith({ command }, { network }));
    const { variables } = lambda.inputs.environment as { variables: Record<string, string> };
    assert.deepEqual([variables.SUBNETS, variables.ASSIGN_PUBLIC_IP], ["subnet-a", "ENABLED"]);
  });

  it("is allowed to run that task definition in that cluster with those roles, and nothing else", () => {
    const { role, policy, logGroup } = run(plan);
    const { arn: cluster, name } = plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs;
    const inCluster = { ArnEquals: { "ecs:cluster": cluster } };
    const tasks = `arn:aws:ecs:us-east-1:000000000000:task/${name}/*`;
    const arnOf = (roleName: string) => plan.resource("iam/role:Role", roleName).outputs.arn;
    assert.deepEqual(json(role.inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    assert.equal(policy.inputs.role, role.outputs.name);
    assert.deepEqual(json(policy.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "RunTask",
          Effect: "Allow",
          Action: "ecs:RunTask",
          Resource: `${plan.resource("TaskDefinition", "hello-task").outputs.arnWithoutRevision}:*`,
          Condition: inCluster,
        },
        {
          Sid: "TagTask",
          Effect: "Allow",
          Action: "ecs:TagResource",
          Resource: tasks,
          Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
        },
        {
          Sid: "FollowTask",
          Effect: "Allow",
          Action: ["ecs:DescribeTasks", "ecs:StopTask"],
          Resource: tasks,
          Condition: inCluster,
        },
        { Sid: "FindTask", Effect: "Allow", Action: "ecs:ListTasks", Resource: "*", Condition: inCluster },
        {
          Sid: "PassRoles",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: [arnOf("hello-task"), arnOf("hello-execution")],
          Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
        },
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${logGroup.outputs.arn}:*`,
        },
      ],
    });
  });

  it("keeps the function's log lines as the service's, with the stack's key", async () => {
    const logKeyArn = "arn:aws:kms:us-east-1:111122223333:key/1";
    assert.deepEqual(run(plan).logGroup.inputs, { retentionInDays: 7 });
    const { logGroup } = run(await planWith({ command }, { logKeyArn }));
    assert.deepEqual(logGroup.inputs, { retentionInDays: 7, kmsKeyId: logKeyArn });
  });

  it("may take up to fourteen minutes, which the function outlasts", async () => {
    assert.equal(run(await planWith({ command, timeoutMinutes: 14 })).lambda.inputs.timeout, 870);
  });

  it("shares no name with a service", async () => {
    const plan = await planOfServices({ hello: { service: { before: { command } } }, "hello-before": {} });
    const urns = plan.resources.map(({ urn }) => urn);
    assert.deepEqual(urns, [...new Set(urns)]);
  });

  it("is nothing at all without a command", async () => {
    assert.deepEqual((await planOfService()).ofType("lambda/function:Function"), []);
  });

  const invalid: [BeforeCommand, string][] = [
    [{ command: [] }, "service.before.command has 0 arguments: must have 1 to 100"],
    [
      { command: ["a".repeat(8000)] },
      "service.before.command has 8004 characters as JSON: must have at most 8000",
    ],
    [
      { command, timeoutMinutes: 15 },
      "service.before.timeoutMinutes is 15: must be a whole number from 1 to 14",
    ],
  ];
  for (const [given, error] of invalid) {
    it(`is refused early: ${error}`, async () => {
      const message = `Invalid arguments for FargateService "hello":\n  - ${error}`;
      await assert.rejects(planWith(given), { message });
    });
  }
});
