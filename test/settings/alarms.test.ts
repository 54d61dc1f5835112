import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const email = "on-call@example.com";
const topicArn = "arn:aws:sns:us-east-1:111122223333:on-call";

const cases: Case[] = [
  {
    what: "alarms that nobody gets",
    config: { alarms: { queueAgeMinutes: 5 } },
    lines: ["aws-containers:alarms notifies nobody: set email, chat or topicArn."],
  },
  {
    what: "what can't be subscribed to a topic that exists",
    config: { alarms: { topicArn, email, chat: { workspace: "T012AB3CDEF", channel: "C012AB3CDEF" } } },
    lines: [
      "aws-containers:alarms.chat can't be with topicArn: subscribe to that topic instead, or remove topicArn.",
      "aws-containers:alarms.email can't be with topicArn: subscribe to that topic instead, or remove topicArn.",
    ],
  },
  {
    what: "a topic of another region",
    config: { alarms: { topicArn: topicArn.replace("us-east-1", "eu-west-1") } },
    lines: [
      "aws-containers:alarms.topicArn is in eu-west-1, but CloudWatch notifies topics of its own region alone: use one in us-east-1.",
    ],
  },
  {
    what: "wrong addresses and thresholds",
    config: {
      alarms: {
        email: "on-call",
        chat: { workspace: "shop" },
        topicArn: "on-call",
        errorPercent: 0,
        cpuPercent: 100,
      },
    },
    lines: [
      "aws-containers:alarms.chat.channel is missing: it must be the id of a Slack channel, such as C012AB3CDEF.",
      'aws-containers:alarms.chat.workspace is "shop", but must be the id of a Slack workspace, such as T012AB3CDEF.',
      "aws-containers:alarms.cpuPercent is 100, but must be a whole number from 1 to 99.",
      'aws-containers:alarms.email is "on-call", but must be an email address, such as on-call@example.com.',
      "aws-containers:alarms.errorPercent is 0, but must be a whole number from 1 to 100.",
      'aws-containers:alarms.topicArn is "on-call", but must be the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111122223333:on-call.',
    ],
  },
];

const ofEcs = { errorPercent: 7, latencyMilliseconds: 300, cpuPercent: 80, memoryPercent: 80 };
const onEcs = hasPlatforms("ecs") ? it : it.skip;
const onEks = hasPlatforms("eks") ? it : it.skip;
const onBoth = hasPlatforms("ecs", "eks") ? it : it.skip;

describe("Alarms", () => {
  it("are none by default", async () => {
    assert.equal((await read({})).alarms, undefined);
  });

  it("have thresholds", async () => {
    assert.deepEqual((await read({ alarms: { email, queueAgeMinutes: 5 } })).alarms, {
      email,
      errorPercent: 5,
      latencyMilliseconds: 1000,
      cpuPercent: 90,
      memoryPercent: 90,
      queueAgeMinutes: 5,
    });
  });

  onEks("refuse thresholds of services on ECS in a stack without it", () => {
    const text = "has no effect: only ecs honours it, and the stack doesn't run there.";
    assert.deepEqual(
      errorsOf({ platforms: ["eks"], alarms: { email, queueAgeMinutes: 5, ...ofEcs } }),
      ["cpuPercent", "errorPercent", "latencyMilliseconds", "memoryPercent"].map(
        (key) => `aws-containers:alarms.${key} ${text}`,
      ),
    );
  });

  onEks("have only what EKS honours in a stack of it alone", () => {
    const { alarms } = read({ platforms: ["eks"], alarms: { email, queueAgeMinutes: 5 } });
    assert.equal(alarms?.queueAgeMinutes, 5);
  });

  onBoth("have thresholds of services on ECS in a stack that has EKS too", () => {
    const { alarms } = read({ platforms: ["ecs", "eks"], alarms: { email, ...ofEcs } });
    assert.deepEqual(alarms, { email, queueAgeMinutes: 15, ...ofEcs });
  });

  onEcs("have thresholds of workers on ECS in a stack without services", () => {
    const { alarms } = read({
      platforms: ["ecs"],
      services: {},
      data: { orders: { type: "queue" } },
      jobs: { confirm: { source: "./app", queue: "orders" } },
      alarms: { email, ...ofEcs },
    });
    assert.deepEqual(alarms, { email, queueAgeMinutes: 15, ...ofEcs });
  });

  for (const { what, config, lines } of cases) {
    it(`refuse ${what}`, async () => {
      assert.deepEqual(await errorsOf(config), lines);
    });
  }
});
