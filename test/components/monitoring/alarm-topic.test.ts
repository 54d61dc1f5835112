import assert from "node:assert/strict";
import { AlarmTopic, type AlarmTopicArgs } from "../../../components/monitoring";
import { cpuTime } from "../../support/cpu-time";
import { json, planOf, type RecordedPlan } from "../../support/plan";

const planOfTopic = (args: AlarmTopicArgs) =>
  planOf(() => {
    const { arn, keyArn, format } = new AlarmTopic("alarms", args);
    return { arn, keyArn, format };
  });

const email = "on-call@example.com";
const chat = { workspace: "T012AB3CDEF", channel: "C012AB3CDEF" };
const topicArn = "arn:aws:sns:us-east-1:111122223333:on-call";
const namesOf = (plan: RecordedPlan) =>
  plan
    .childrenOf(plan.resource("AlarmTopic", "alarms"))
    .map(({ type, name }) => `${type} ${name}`)
    .sort();

describe("The topic of alarms", () => {
  it("has a key, a policy and the subscription of an address", async () => {
    const plan = await planOfTopic({ email });
    assert.deepEqual(namesOf(plan), [
      "aws:kms/key:Key alarms-key",
      "aws:sns/topic:Topic alarms-topic",
      "aws:sns/topicPolicy:TopicPolicy alarms-topic",
      "aws:sns/topicSubscription:TopicSubscription alarms-email",
    ]);
    const topic = plan.resource("sns/topic:Topic", "alarms-topic");
    assert.deepEqual(topic.inputs, {
      kmsMasterKeyId: plan.resource("kms/key:Key", "alarms-key").outputs.arn,
    });
    assert.deepEqual(plan.resource("TopicSubscription", "alarms-email").inputs, {
      topic: topic.outputs.arn,
      protocol: "email",
      endpoint: email,
    });
    assert.deepEqual(json(plan.resource("TopicPolicy", "alarms-topic").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReportAlarms",
          Effect: "Allow",
          Action: "sns:Publish",
          Resource: topic.outputs.arn,
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
        },
        {
          Sid: "ReportEvents",
          Effect: "Allow",
          Action: "sns:Publish",
          Resource: topic.outputs.arn,
          Principal: { Service: "events.amazonaws.com" },
        },
      ],
    });
    assert.deepEqual(plan.outputs, { arn: topic.outputs.arn, format: "text" });
  });

  it("lets CloudWatch and EventBridge encrypt messages to topics of the account, without a condition on their source", async () => {
    const plan = await planOfTopic({ email });
    const { policy, ...inputs } = plan.resource("kms/key:Key", "alarms-key").inputs;
    assert.deepEqual(inputs, {
      description: "Messages of alarms of aws-containers/dev",
      enableKeyRotation: true,
      deletionWindowInDays: 7,
    });
    const [administer, ...use] = (json(policy) as { Statement: { Sid: string }[] }).Statement;
    assert.equal(administer?.Sid, "AdministerByIam");
    assert.deepEqual(use, [
      {
        Sid: "EncryptMessages",
        Effect: "Allow",
        Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: {
          ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:us-east-1:000000000000:*" },
        },
      },
      {
        Sid: "EncryptMessagesOfRoles",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": "000000000000",
            "kms:ViaService": "sns.us-east-1.amazonaws.com",
          },
        },
      },
    ]);
  });

  it("goes to a channel, whose people may look at metrics and do nothing else", async () => {
    const plan = await planOfTopic({ chat });
    assert.deepEqual(plan.resource("SlackChannelConfiguration", "alarms-chat").inputs, {
      configurationName: "aws-containers-dev-alarms",
      slackTeamId: "T012AB3CDEF",
      slackChannelId: "C012AB3CDEF",
      iamRoleArn: plan.resource("iam/role:Role", "alarms-chat").outputs.arn,
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
      snsTopicArns: [plan.resource("sns/topic:Topic", "alarms-topic").outputs.arn],
      loggingLevel: "ERROR",
      region: "us-east-2",
    });
    const { assumeRolePolicy } = plan.resource("iam/role:Role", "alarms-chat").inputs;
    const { policy } = plan.resource("iam/rolePolicy:RolePolicy", "alarms-chat").inputs;
    assert.deepEqual(
      [assumeRolePolicy, policy].flatMap((each) => (json(each) as { Statement: object[] }).Statement),
      [
        {
          Effect: "Allow",
          Principal: { Service: "chatbot.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
        },
        {
          Sid: "LookAtAlarms",
          Effect: "Allow",
          Action: ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"],
          Resource: "*",
        },
      ],
    );
    assert.equal(plan.outputs.format, "chat");
  });

  it("can be one that exists, and then makes nothing", async () => {
    const plan = await planOfTopic({ topicArn });
    assert.deepEqual(namesOf(plan), []);
    assert.deepEqual(plan.outputs, {
      arn: topicArn,
      keyArn: "arn:aws:kms:us-east-1:111122223333:key/*",
      format: "text",
    });
  });

  const refusals: [string, AlarmTopicArgs, string[]][] = [
    ["nobody", {}, ["email, chat and topicArn are missing: one must be given, for someone to be notified"]],
    [
      "an address beside a topic that exists",
      { topicArn, email },
      ["email is given with topicArn: subscribe to that topic instead"],
    ],
    [
      "what nobody could get",
      { email: "on-call", chat: { workspace: "shop", channel: "#alarms" } },
      [
        'email is "on-call": must be an email address, such as on-call@example.com',
        'chat.workspace is "shop": must be the id of a Slack workspace, such as T012AB3CDEF',
        'chat.channel is "#alarms": must be the id of a Slack channel, such as C012AB3CDEF',
      ],
    ],
    [
      "a queue",
      { topicArn: "arn:aws:sqs:us-east-1:111122223333:on-call" },
      [
        'topicArn is "arn:aws:sqs:us-east-1:111122223333:on-call": must be the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111122223333:on-call',
      ],
    ],
  ];
  for (const [what, args, errors] of refusals) {
    it(`refuses ${what}`, async () => {
      const lines = ['Invalid arguments for AlarmTopic "alarms":', ...errors.map((error) => `  - ${error}`)];
      await assert.rejects(planOfTopic(args), { message: lines.join("\n") });
    });
  }

  it("refuses a long hostile address at once", async () => {
    const hostile = `${"a.".repeat(50_000)}@${"b.".repeat(50_000)}`;
    const start = cpuTime();
    await assert.rejects(planOfTopic({ email: hostile }));
    assert.ok(cpuTime() - start < 1000);
  });
});
