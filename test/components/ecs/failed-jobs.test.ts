import assert from "node:assert/strict";
import { EcsCluster, EcsJobs } from "../../../components/ecs";
import { AlarmTopic, type AlarmTopicArgs } from "../../../components/monitoring";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { network } from "./a-service";

const jobs = {
  report: {
    image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab",
    schedule: "rate(1 day)",
  },
};
const email = { email: "on-call@example.com" };
const topicArn = "arn:aws:sns:us-east-1:111122223333:on-call";

const planOfJobs = (args: AlarmTopicArgs) =>
  planOf(() => {
    const topic = new AlarmTopic("alarms", args);
    new EcsJobs("ecs", { cluster: new EcsCluster("ecs"), network, jobs, topic });
  });

interface Report {
  Arguments: { TopicArn: string; Message: string };
}

const reportOf = (plan: RecordedPlan) => {
  const { definition } = plan.resource("sfn/stateMachine:StateMachine", "report-job").inputs;
  return (json(definition) as { States: { Report: Report } }).States.Report.Arguments;
};

const statementsOf = (plan: RecordedPlan) =>
  (json(plan.resource("RolePolicy", "report-run").inputs.policy) as { Statement: { Sid: string }[] })
    .Statement;

describe("Failed jobs of a stack with alarms", () => {
  it("are reported to the topic of the alarms, and have none of their own", async () => {
    const plan = await planOfJobs(email);
    const { arn } = plan.resource("sns/topic:Topic", "alarms-topic").outputs;
    assert.deepEqual(
      plan.ofType("sns/topic:Topic").map(({ name }) => name),
      ["alarms-topic"],
    );
    assert.equal(reportOf(plan).TopicArn, arn);
    assert.deepEqual(plan.resource("MetricAlarm", "ecs-dead-letters").inputs.alarmActions, [arn]);
    assert.deepEqual(statementsOf(plan).at(-1), {
      Sid: "ReportFailures",
      Effect: "Allow",
      Action: "sns:Publish",
      Resource: arn,
    });
  });

  it("may use the key of a topic that exists for messages to it alone", async () => {
    const plan = await planOfJobs({ topicArn });
    assert.deepEqual(statementsOf(plan).at(-1), {
      Sid: "EncryptMessages",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "arn:aws:kms:us-east-1:111122223333:key/*",
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArn } },
    });
  });

  it("are custom notifications where a channel gets them", async () => {
    const plan = await planOfJobs({ chat: { workspace: "T012AB3CDEF", channel: "C012AB3CDEF" } });
    assert.equal(
      reportOf(plan).Message,
      `{% $string({"version":"1.0","source":"custom","content":{"title":"Job report failed","description":` +
        `'A run of the job report failed: ' & $states.input.Error & '\\n\\nExecution: ' & $states.context.Execution.Id & ` +
        `'\\n\\n' & $substring($states.input.Cause, 0, 4000)}}) %}`,
    );
  });
});

describe("The topic of failed jobs", () => {
  const ofJobs = (component: string, name: string) =>
    `urn:pulumi:dev::aws-containers::${component}$aws:sns/topic:Topic::${name}`;

  it("becomes that of the alarms, with its subscriptions", async () => {
    const plan = await planOfJobs(email);
    assert.deepEqual(plan.resource("sns/topic:Topic", "alarms-topic").aliases, [
      ofJobs("aws-containers:ecs:EcsJobs", "ecs-job-failures"),
      ofJobs("aws-containers:batch:BatchJobs", "batch-job-failures"),
      ofJobs("aws-containers:eks:EksJobFailures", "eks-job-failures"),
    ]);
  });

  it("was that of the alarms where they have ended", async () => {
    const plan = await planOf(() => {
      new EcsJobs("ecs", { cluster: new EcsCluster("ecs"), network, jobs });
    });
    assert.deepEqual(plan.resource("sns/topic:Topic", "ecs-job-failures").aliases, [
      ofJobs("aws-containers:monitoring:AlarmTopic", "alarms-topic"),
    ]);
  });
});
