import assert from "node:assert/strict";
import { DataBucket } from "../../../components/data";
import { EcsCluster, EcsJobs } from "../../../components/ecs";
import type { JobDescription } from "../../../components/job";
import type { JobEvent } from "../../../components/job-event";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { network } from "./a-service";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";

type Jobs = (uploads: DataBucket) => Record<string, Partial<JobDescription>>;

function planOfJobs(jobs: Jobs): Promise<RecordedPlan> {
  return planOf(() => {
    const uploads = new DataBucket("uploads", { events: true });
    uploads.notify();
    const described = Object.entries(jobs(uploads)).map(([name, job]) => [name, { image, ...job }]);
    new EcsJobs("ecs", { cluster: new EcsCluster("ecs"), network, jobs: Object.fromEntries(described) });
  });
}

const patternOf = (plan: RecordedPlan, job: string) =>
  json(plan.resource("cloudwatch/eventRule:EventRule", `${job}-event`).inputs.eventPattern);
const statementsOf = (plan: RecordedPlan, type: string, name: string) =>
  (json(plan.resource(type, name).inputs.policy) as { Statement: Record<string, unknown>[] }).Statement;
const arnOf = (plan: RecordedPlan, type: string, name: string) => plan.resource(type, name).outputs.arn;

describe("Events that start jobs on ECS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfJobs((uploads) => ({
      resize: { on: { event: uploads } },
      invoice: { on: { source: "com.example.shop", detailType: "OrderPlaced", bus: "orders" } },
      index: { on: { job: "report" } },
      report: {},
    }));
  });

  it("are those of a bucket that sends them to EventBridge, of a bus, and the success of a job that wasn't left out", () => {
    const bucket = plan.resource("s3/bucket:Bucket", "uploads-bucket").outputs.bucket;
    assert.deepEqual(plan.theOne("BucketNotification").inputs, { bucket, eventbridge: true });
    assert.deepEqual(patternOf(plan, "resize"), {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [bucket] } },
    });
    assert.deepEqual(patternOf(plan, "invoice"), {
      source: ["com.example.shop"],
      "detail-type": ["OrderPlaced"],
    });
    const { eventBusName, description } = plan.resource(
      "cloudwatch/eventRule:EventRule",
      "invoice-event",
    ).inputs;
    assert.deepEqual([eventBusName, description], ["orders", "Starts the job invoice"]);
    assert.deepEqual(patternOf(plan, "index"), {
      source: ["aws.states"],
      "detail-type": ["Step Functions Execution Status Change"],
      detail: {
        status: ["SUCCEEDED"],
        stateMachineArn: [arnOf(plan, "sfn/stateMachine:StateMachine", "report-job")],
        output: [{ "anything-but": ['{"leftOut":"another run is in progress"}'] }],
      },
    });
    assert.deepEqual(
      plan
        .ofType("cloudwatch/eventRule:EventRule")
        .map(({ name }) => name)
        .sort(),
      ["index-event", "invoice-event", "resize-event"],
    );
  });

  it("are of a bucket's keys with a prefix, a suffix, or both", async () => {
    const filtered = await planOfJobs((event) => ({
      a: { on: { event, prefix: "in/" } },
      b: { on: { event, suffix: ".csv" } },
      c: { on: { event, prefix: "in*/", suffix: "\\.csv" } },
    }));
    const keyOf = (job: string) =>
      (patternOf(filtered, job) as { detail: { object: { key: unknown } } }).detail.object.key;
    assert.deepEqual(
      [keyOf("a"), keyOf("b"), keyOf("c")],
      [[{ prefix: "in/" }], [{ suffix: ".csv" }], [{ wildcard: "in\\*/*\\\\.csv" }]],
    );
  });

  it("start the state machine within the hour, or are given up to the dead-letter queue", () => {
    const target = plan.resource("cloudwatch/eventTarget:EventTarget", "invoice-event").inputs;
    assert.deepEqual(target, {
      rule: plan.resource("cloudwatch/eventRule:EventRule", "invoice-event").outputs.name,
      eventBusName: "orders",
      arn: arnOf(plan, "sfn/stateMachine:StateMachine", "invoice-job"),
      roleArn: arnOf(plan, "iam/role:Role", "invoice-event"),
      retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
      deadLetterConfig: { arn: arnOf(plan, "sqs/queue:Queue", "ecs-dead-letters") },
    });
    const rules = ["resize", "invoice", "index"].map((job) =>
      arnOf(plan, "cloudwatch/eventRule:EventRule", `${job}-event`),
    );
    const queue = arnOf(plan, "sqs/queue:Queue", "ecs-dead-letters");
    assert.deepEqual(statementsOf(plan, "sqs/queuePolicy:QueuePolicy", "ecs-dead-letters")[1], {
      Sid: "GiveUpStarts",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue,
      Condition: { ArnEquals: { "aws:SourceArn": rules } },
    });
    assert.deepEqual(plan.ofType("aws:scheduler/"), []);
  });

  it("assume a role that may start this state machine alone, for this rule alone", () => {
    assert.deepEqual(statementsOf(plan, "iam/rolePolicy:RolePolicy", "resize-event"), [
      {
        Sid: "StartRuns",
        Effect: "Allow",
        Action: "states:StartExecution",
        Resource: arnOf(plan, "sfn/stateMachine:StateMachine", "resize-job"),
      },
    ]);
    const { assumeRolePolicy } = plan.resource("iam/role:Role", "resize-event").inputs;
    assert.deepEqual((json(assumeRolePolicy) as { Statement: unknown[] }).Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "000000000000" },
          ArnEquals: { "aws:SourceArn": arnOf(plan, "cloudwatch/eventRule:EventRule", "resize-event") },
        },
      },
    ]);
  });

  it("are in the variable EVENT of the container, whose runs may overlap", () => {
    const statesOf = (job: string) => {
      const { definition } = plan.resource("sfn/stateMachine:StateMachine", `${job}-job`).inputs;
      return (json(definition) as { States: Record<string, { Arguments?: Record<string, unknown> }> }).States;
    };
    assert.deepEqual(Object.keys(statesOf("resize")), ["Run", "Report", "Failed"]);
    assert.deepEqual(statesOf("resize").Run?.Arguments?.Overrides, {
      ContainerOverrides: [
        {
          Name: "resize",
          Environment: [{ Name: "EVENT", Value: "{% $string($states.context.Execution.Input) %}" }],
        },
      ],
    });
    assert.equal(statesOf("report").Run?.Arguments?.Overrides, undefined);
  });

  it("are refused where they start nothing, too much, or without an end", async () => {
    const refused = async (on: JobEvent, job: Partial<JobDescription> = {}) => {
      const error = await planOfJobs(() => ({ resize: { on, ...job } })).then(
        () => assert.fail("nothing is refused"),
        (error: Error) => error,
      );
      return error.message.split("\n").slice(1);
    };
    const placed = { source: "com.example.shop", detailType: "OrderPlaced" };
    assert.deepEqual(
      await refused(placed, {
        schedule: "rate(1 hour)",
        concurrency: "forbid",
        environment: { EVENT: "x" },
      }),
      [
        "  - job.environment.EVENT is set from job.on: must be left out",
        "  - job.schedule is another start than job.on: must be left out",
        '  - job.concurrency is "forbid": must be allow with job.on, or events during a run would be lost',
      ],
    );
    assert.deepEqual(await refused({ ...placed, source: "", bus: "a bus" }), [
      '  - job.on.source is "": must be 1 to 256 characters',
      '  - job.on.bus is "a bus": must be the name of an event bus, such as orders',
    ]);
    assert.deepEqual(await refused({ event: { variables: {}, statements: [] }, suffix: "a".repeat(513) }), [
      "  - job.on.event is no bucket: must be a DataBucket, whose objects start the job",
      `  - job.on.suffix is "${"a".repeat(513)}": must be 1 to 512 characters`,
    ]);
    assert.deepEqual(await refused({ job: "repot" }), [
      '  - jobs.resize: job.on.job is "repot": must be another job: resize',
    ]);
    assert.deepEqual(await refused({ job: "resize" }), [
      "  - jobs start each other in a circle, without an end: resize, resize",
    ]);
  });
});
