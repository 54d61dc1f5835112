import assert from "node:assert/strict";
import { type Case, errorsOf, read } from "./reading";

const email = "on-call@example.com";
const topicArn = "arn:aws:sns:us-east-1:111122223333:on-call";

const cases: Case[] = [
  {
    what: "alarms that nobody gets",
    config: { alarms: { cpuPercent: 80 } },
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

describe("Alarms", () => {
  it("are none by default", async () => {
    assert.equal((await read({})).alarms, undefined);
  });

  it("have thresholds", async () => {
    assert.deepEqual((await read({ alarms: { email, cpuPercent: 80 } })).alarms, {
      email,
      errorPercent: 5,
      latencyMilliseconds: 1000,
      cpuPercent: 80,
      memoryPercent: 90,
      queueAgeMinutes: 15,
    });
  });

  for (const { what, config, lines } of cases) {
    it(`refuse ${what}`, async () => {
      assert.deepEqual(await errorsOf(config), lines);
    });
  }
});
