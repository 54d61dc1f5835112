import assert from "node:assert/strict";
import { BatchJobs } from "../../../components/batch";
import { DataBucket } from "../../../components/data";
import { json, planOf, type RecordedPlan } from "../../support/plan";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";
const network = { vpcId: "vpc-1", workloadSubnetIds: ["subnet-private-a", "subnet-private-b"] };

describe("Events that start jobs on AWS Batch", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOf(() => {
      const event = new DataBucket("uploads", { events: true });
      const transform = { image, array: 50, on: { event, prefix: "in/" } };
      const jobs = { compact: { image, on: { job: "transform" } }, transform };
      new BatchJobs("batch", { network, maxCpus: 64, jobs });
    });
  });

  const arnOf = (type: string, name: string) => plan.resource(type, name).outputs.arn;
  const statementsOf = (type: string, name: string) =>
    (json(plan.resource(type, name).inputs.policy) as { Statement: Record<string, unknown>[] }).Statement;
  const patternOf = (job: string) =>
    json(plan.resource("cloudwatch/eventRule:EventRule", `${job}-event`).inputs.eventPattern);

  it("have a state machine submit the job, the array too, with the event in the variable EVENT", () => {
    const { name, definition } = plan.resource("sfn/stateMachine:StateMachine", "transform-submit").inputs;
    assert.match(String(name), /^[\w-]+-transform$/);
    const { States } = json(definition) as { States: Record<string, Record<string, unknown>> };
    const { containerProperties } = plan.resource(
      "batch/jobDefinition:JobDefinition",
      "transform-job",
    ).inputs;
    assert.deepEqual((json(containerProperties) as { environment: unknown }).environment, [
      { name: "EVENT", value: "{}" },
      { name: "PLATFORM", value: "batch" },
    ]);
    assert.deepEqual(Object.keys(States), ["Submit", "Report", "Failed"]);
    assert.deepEqual(States.Submit, {
      Type: "Task",
      Resource: "arn:aws:states:::batch:submitJob",
      Arguments: {
        JobName: "transform",
        JobQueue: arnOf("batch/jobQueue:JobQueue", "batch-fargate-on-demand"),
        JobDefinition: plan.resource("batch/jobDefinition:JobDefinition", "transform-job").outputs.arnPrefix,
        ArrayProperties: { Size: 50 },
        ContainerOverrides: {
          Environment: [{ Name: "EVENT", Value: "{% $string($states.context.Execution.Input) %}" }],
        },
      },
      Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 10, IntervalSeconds: 2, BackoffRate: 2 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "Report" }],
      End: true,
    });
  });

  it("let each role do what it is for, down to the ARN", () => {
    const { arnPrefix } = plan.resource("batch/jobDefinition:JobDefinition", "transform-job").outputs;
    const [start, report, ...others] = statementsOf("iam/rolePolicy:RolePolicy", "transform-submit");
    assert.deepEqual(
      [start?.Action, start?.Resource],
      [
        "batch:SubmitJob",
        [arnOf("batch/jobQueue:JobQueue", "batch-fargate-on-demand"), arnPrefix, `${arnPrefix}:*`],
      ],
    );
    assert.deepEqual(
      [report?.Action, report?.Resource],
      ["sns:Publish", arnOf("sns/topic:Topic", "batch-job-failures")],
    );
    assert.deepEqual(others, []);
    const stateMachine = arnOf("sfn/stateMachine:StateMachine", "transform-submit");
    assert.deepEqual(
      statementsOf("iam/rolePolicy:RolePolicy", "transform-event").map(({ Action, Resource }) => [
        Action,
        Resource,
      ]),
      [["states:StartExecution", stateMachine]],
    );
    const { assumeRolePolicy } = plan.resource("iam/role:Role", "transform-submit").inputs;
    const [trust] = (json(assumeRolePolicy) as { Statement: { Condition: object }[] }).Statement;
    assert.deepEqual(trust?.Condition, {
      StringEquals: { "aws:SourceAccount": "000000000000" },
      ArnEquals: { "aws:SourceArn": stateMachine },
    });
  });

  it("are those of a bucket, and the success of a job of any revision, of an array once", () => {
    assert.deepEqual(patternOf("transform"), {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: {
        bucket: { name: [plan.resource("s3/bucket:Bucket", "uploads-bucket").outputs.bucket] },
        object: { key: [{ prefix: "in/" }] },
      },
    });
    const { arnPrefix } = plan.resource("batch/jobDefinition:JobDefinition", "transform-job").outputs;
    assert.deepEqual(patternOf("compact"), {
      source: ["aws.batch"],
      "detail-type": ["Batch Job State Change"],
      detail: {
        status: ["SUCCEEDED"],
        jobDefinition: [{ prefix: `${arnPrefix}:` }],
        arrayProperties: { index: [{ exists: false }] },
      },
    });
    const queuePolicy = statementsOf("sqs/queuePolicy:QueuePolicy", "batch-dead-letters");
    assert.deepEqual(queuePolicy[1]?.Condition, {
      ArnEquals: {
        "aws:SourceArn": ["compact", "transform"].map((job) =>
          arnOf("cloudwatch/eventRule:EventRule", `${job}-event`),
        ),
      },
    });
  });

  it("are refused in a circle", async () => {
    const jobs = { a: { image, on: { job: "b" } }, b: { image, on: { job: "a" } } };
    await assert.rejects(
      planOf(() => void new BatchJobs("batch", { network, maxCpus: 64, jobs })),
      (error: Error) => {
        assert.deepEqual(error.message.split("\n").slice(1), [
          "  - jobs start each other in a circle, without an end: a, b, a",
        ]);
        return true;
      },
    );
  });
});
