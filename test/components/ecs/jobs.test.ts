import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EcsCluster, EcsJob, EcsJobs } from "../../../components/ecs";
import type { JobDescription } from "../../../components/job";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { bucketVolume } from "../data/a-bucket-volume";
import { lustre } from "../data/a-lustre";
import { network } from "./a-service";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";

function planOfJobs(jobs: Record<string, Partial<JobDescription>>): Promise<RecordedPlan> {
  return planOf(() => {
    const cluster = new EcsCluster("ecs");
    const described = Object.entries(jobs).map(([name, job]) => [name, { image, ...job }]);
    const args = { cluster, network, jobs: Object.fromEntries(described) };
    const { failures } = new EcsJobs("ecs", args);
    return { failures: failures.arn };
  });
}

const nightly = { schedule: "cron(0 2 * * ? *)", timezone: "Europe/Berlin", retries: 2, timeoutMinutes: 30 };

interface State {
  [key: string]: unknown;
}

function statesOf(plan: RecordedPlan, name: string): Record<string, State> {
  const { definition } = plan.resource("sfn/stateMachine:StateMachine", name).inputs;
  return (json(definition) as { States: Record<string, State> }).States;
}

function statementsOf(plan: RecordedPlan, name: string): { Sid: string; Resource: unknown }[] {
  const { policy } = plan.resource("iam/rolePolicy:RolePolicy", name).inputs;
  return (json(policy) as { Statement: { Sid: string; Resource: unknown }[] }).Statement;
}

describe("Jobs on ECS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfJobs({ report: nightly, cleanup: { concurrency: "allow", capacity: "spot" } });
  });

  it("create what a scheduled one and one by hand need, and nothing else", () => {
    const created = (component: string, name: string) =>
      plan
        .childrenOf(plan.resource(component, name))
        .map(({ type, name }) => `${type} ${name}`)
        .sort();
    assert.deepEqual(created("EcsJobs", "ecs"), [
      "aws-containers:ecs:EcsJob cleanup",
      "aws-containers:ecs:EcsJob report",
      "aws:cloudwatch/metricAlarm:MetricAlarm ecs-dead-letters",
      "aws:scheduler/scheduleGroup:ScheduleGroup ecs-schedules",
      "aws:sns/topic:Topic ecs-job-failures",
      "aws:sqs/queue:Queue ecs-dead-letters",
      "aws:sqs/queuePolicy:QueuePolicy ecs-dead-letters",
    ]);
    const common = (name: string) => [
      `aws:cloudwatch/logGroup:LogGroup ${name}-logs`,
      `aws:ec2/securityGroup:SecurityGroup ${name}-job`,
      `aws:ecs/taskDefinition:TaskDefinition ${name}-task`,
      `aws:iam/role:Role ${name}-execution`,
      `aws:iam/role:Role ${name}-run`,
      `aws:iam/role:Role ${name}-task`,
      `aws:iam/rolePolicy:RolePolicy ${name}-execution`,
      `aws:iam/rolePolicy:RolePolicy ${name}-run`,
      `aws:sfn/stateMachine:StateMachine ${name}-job`,
      `aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule ${name}-to-https`,
    ];
    assert.deepEqual(created("EcsJob", "cleanup"), common("cleanup"));
    assert.deepEqual(
      created("EcsJob", "report"),
      [
        ...common("report"),
        "aws:iam/role:Role report-schedule",
        "aws:iam/rolePolicy:RolePolicy report-schedule",
        "aws:scheduler/schedule:Schedule report-schedule",
      ].sort(),
    );
  });

  it("start no schedule group and no queue without a schedule", async () => {
    const byHand = await planOfJobs({ cleanup: {} });
    assert.deepEqual(byHand.ofType("aws:scheduler/"), []);
    assert.deepEqual(byHand.ofType("aws:sqs/"), []);
  });

  it("run the hardened container of a service, without a port", () => {
    const { containerDefinitions, family } = plan.resource(
      "ecs/taskDefinition:TaskDefinition",
      "report-task",
    ).inputs;
    const [container] = json(containerDefinitions) as Record<string, unknown>[];
    assert.match(String(family), /^ecs-cluster-[0-9a-f]{7}-report$/);
    assert.equal(container?.readonlyRootFilesystem, true);
    assert.equal(container?.user, "65532:65532");
    assert.deepEqual(container?.environment, [{ name: "PLATFORM", value: "ecs" }]);
    assert.equal(container?.portMappings, undefined);
  });

  it("are executions that are stopped after the timeout, repeated, and reported at last", () => {
    const states = statesOf(plan, "report-job");
    const { Run, Report, Failed } = states;
    assert.equal(Run?.Resource, "arn:aws:states:::ecs:runTask.sync");
    assert.equal(Run?.TimeoutSeconds, 1800);
    assert.deepEqual(Run?.Retry, [
      { ErrorEquals: ["States.ALL"], MaxAttempts: 2, IntervalSeconds: 10, BackoffRate: 2 },
    ]);
    assert.deepEqual(Run?.Catch, [
      { ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "Report" },
    ]);
    assert.deepEqual(Run?.Arguments, {
      Cluster: plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.arn,
      TaskDefinition: plan.resource("ecs/taskDefinition:TaskDefinition", "report-task").outputs.arn,
      CapacityProviderStrategy: [{ CapacityProvider: "FARGATE", Weight: 1 }],
      PlatformVersion: "LATEST",
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: ["subnet-private-a", "subnet-private-b"],
          SecurityGroups: [plan.resource("ec2/securityGroup:SecurityGroup", "report-job").id],
          AssignPublicIp: "DISABLED",
        },
      },
      EnableECSManagedTags: true,
      PropagateTags: "TASK_DEFINITION",
    });
    assert.deepEqual(Report?.Arguments, {
      TopicArn: plan.resource("sns/topic:Topic", "ecs-job-failures").outputs.arn,
      Subject: "Job report failed",
      Message:
        "{% 'A run of the job report failed: ' & $states.input.Error & '\\n\\nExecution: ' & $states.context.Execution.Id & '\\n\\n' & $substring($states.input.Cause, 0, 4000) %}",
    });
    assert.equal(Report?.Next, "Failed");
    assert.equal(Failed?.Type, "Fail");
  });

  it("are left out while another run is in progress, unless they may overlap", () => {
    const { FindRuns, IsRunning, LeftOut } = statesOf(plan, "report-job");
    assert.deepEqual(FindRuns?.Arguments, {
      StateMachineArn: "{% $states.context.StateMachine.Id %}",
      StatusFilter: "RUNNING",
    });
    assert.equal(
      FindRuns?.Output,
      "{% $count($states.result.Executions[ExecutionArn != $states.context.Execution.Id]) %}",
    );
    assert.deepEqual(IsRunning, {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input > 0 %}", Next: "LeftOut" }],
      Default: "Run",
    });
    assert.equal(LeftOut?.Type, "Succeed");
    assert.deepEqual(Object.keys(statesOf(plan, "cleanup-job")), ["Run", "Report", "Failed"]);
  });

  it("run on Spot where they say so, once where they say nothing of retries, for a day at most", () => {
    const { Run } = statesOf(plan, "cleanup-job");
    const { CapacityProviderStrategy } = (Run?.Arguments ?? {}) as Record<string, unknown>;
    assert.deepEqual(CapacityProviderStrategy, [{ CapacityProvider: "FARGATE_SPOT", Weight: 1 }]);
    assert.equal(Run?.Retry, undefined);
    assert.equal(Run?.TimeoutSeconds, 86_400);
  });

  it("start on schedule within the hour, or are given up to the dead-letter queue", () => {
    const { inputs } = plan.resource("scheduler/schedule:Schedule", "report-schedule");
    assert.deepEqual(inputs, {
      groupName: plan.resource("scheduler/scheduleGroup:ScheduleGroup", "ecs-schedules").outputs.name,
      scheduleExpression: "cron(0 2 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: plan.resource("sfn/stateMachine:StateMachine", "report-job").outputs.arn,
        roleArn: plan.resource("iam/role:Role", "report-schedule").outputs.arn,
        retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: plan.resource("sqs/queue:Queue", "ecs-dead-letters").outputs.arn },
      },
    });
    const alarm = plan.resource("cloudwatch/metricAlarm:MetricAlarm", "ecs-dead-letters").inputs;
    assert.deepEqual(alarm.alarmActions, [plan.resource("sns/topic:Topic", "ecs-job-failures").outputs.arn]);
    assert.equal(alarm.threshold, 0);
  });

  it("let each role do what it is for, down to the ARN", () => {
    const machine = plan.resource("sfn/stateMachine:StateMachine", "report-job");
    const arn = (type: string, name: string) => plan.resource(type, name).outputs.arn;
    assert.deepEqual(
      statementsOf(plan, "report-schedule").map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["StartRuns", machine.outputs.arn],
        ["GiveUpStarts", arn("sqs/queue:Queue", "ecs-dead-letters")],
      ],
    );
    const cluster = String(plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.name);
    const tasks = `arn:aws:ecs:us-east-1:000000000000:task/${cluster}/*`;
    const family = `arn:aws:ecs:us-east-1:000000000000:task-definition/${cluster}-report`;
    const run = statementsOf(plan, "report-run");
    assert.equal(run[0]?.Sid, "RunTasks");
    assert.ok(String(run[0]?.Resource).endsWith(":*"));
    assert.deepEqual(
      run.slice(1).map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["TagTasks", tasks],
        ["StopTasks", tasks],
        ["HearOfTasks", "arn:aws:events:us-east-1:000000000000:rule/StepFunctionsGetEventsForECSTaskRule"],
        ["PassRoles", [arn("iam/role:Role", "report-task"), arn("iam/role:Role", "report-execution")]],
        ["FindRuns", `arn:aws:states:us-east-1:000000000000:stateMachine:${cluster}-report`],
        ["ReportFailures", arn("sns/topic:Topic", "ecs-job-failures")],
      ],
      family,
    );
  });

  it("are assumed by their own service for their own resource alone", () => {
    const trust = (name: string) => {
      const { assumeRolePolicy } = plan.resource("iam/role:Role", name).inputs;
      const [statement] = (json(assumeRolePolicy) as { Statement: Record<string, unknown>[] }).Statement;
      return [statement?.Principal, statement?.Condition];
    };
    const cluster = String(plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.name);
    const of = (sourceArn: unknown) => ({
      StringEquals: { "aws:SourceAccount": "000000000000" },
      ArnEquals: { "aws:SourceArn": sourceArn },
    });
    assert.deepEqual(trust("report-schedule"), [
      { Service: "scheduler.amazonaws.com" },
      of(plan.resource("scheduler/scheduleGroup:ScheduleGroup", "ecs-schedules").outputs.arn),
    ]);
    assert.deepEqual(trust("report-run"), [
      { Service: "states.amazonaws.com" },
      of(`arn:aws:states:us-east-1:000000000000:stateMachine:${cluster}-report`),
    ]);
  });
});

describe("A job on ECS", () => {
  it("is refused with everything that is wrong with it", async () => {
    await assert.rejects(
      planOf(() => {
        const cluster = new EcsCluster("ecs");
        const job: JobDescription = {
          image,
          cpu: 300,
          stopSeconds: 300,
          schedule: "0 2 * * *",
          timezone: "Mars/Base",
          retries: 11,
          timeoutMinutes: 0,
          array: 3,
          volumes: { "/uploads": bucketVolume(), "/scratch": lustre() },
        };
        new EcsJob("report", { cluster, network, job, failures: failing() });
      }),
      (error: Error) => {
        const [head, ...lines] = error.message.split("\n");
        assert.equal(head, 'Invalid arguments for EcsJob "report":');
        assert.deepEqual(
          lines.map((line) => line.trim().replace(/^- /, "")),
          [
            "job.cpu is 300: must be 256, 512, 1024, 2048, 4096, 8192 or 16384",
            "job.stopSeconds is 300: must be at most 120 on Fargate",
            "job.schedule must be cron(0 2 * * ? *) in the syntax of EventBridge",
            'job.timezone is "Mars/Base": must be a time zone such as Europe/Berlin',
            "job.retries is 11: must be a whole number from 0 to 10",
            "job.timeoutMinutes is 0: must be a whole number from 1 to 10080",
            'job.volumes["/uploads"] is the bucket "uploads", which ECS doesn\'t mount: must be a file system, or run on EKS',
            'job.volumes["/scratch"] is "scratch", of FSx for Lustre, which ECS doesn\'t mount: must be of EFS, or run on EKS',
            "job.array needs Kubernetes' Indexed Jobs: must be left out on ECS",
            "starts is missing: must be given to a job with a schedule or an event",
          ],
        );
        return true;
      },
    );
  });
});

/** The topic of another program. */
function failing() {
  return aws.sns.Topic.get("failures", "arn:aws:sns:us-east-1:000000000000:failures");
}
