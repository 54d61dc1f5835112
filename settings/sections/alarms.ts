import { alarmLimits, emailAddress, slackIds, topicArn } from "../../facts/alarms";
import type { Section } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { integer, object, onlyOn, string } from "../toolkit/kinds";
import { validateHonoured } from "./services/honoured";

const chat = object({}, "A channel of Slack.", {
  workspace: string(
    slackIds.workspace.pattern,
    slackIds.workspace.allowed,
    "Id of the workspace. A person authorizes it once for the account, in the console of Amazon Q Developer in chat applications.",
  ),
  channel: string(
    slackIds.channel.pattern,
    slackIds.channel.allowed,
    "Id of the channel. To a private one, invite @Amazon Q.",
  ),
});

const schema = object(
  {
    email: string(
      emailAddress.pattern,
      emailAddress.allowed,
      "Address that gets an email for each alarm. SNS asks it to confirm the subscription first; until then it receives nothing.",
    ),
    chat,
    topicArn: string(
      topicArn.pattern,
      topicArn.allowed,
      "A topic that exists, in the stack's region, in place of one of the stack's own: its policy, and that of its key, have to " +
        "allow cloudwatch.amazonaws.com and events.amazonaws.com. See observability.md.",
    ),
    errorPercent: withDefault(
      5,
      onlyOn(
        ["ecs"],
        integer(
          alarmLimits.errorPercent,
          "Share of responses of 500 to 599, in percent, in three of five minutes.",
        ),
      ),
    ),
    latencyMilliseconds: withDefault(
      1000,
      onlyOn(
        ["ecs"],
        integer(
          alarmLimits.latencyMilliseconds,
          "Milliseconds that one of a hundred responses takes, in three of five minutes.",
        ),
      ),
    ),
    cpuPercent: withDefault(
      90,
      onlyOn(
        ["ecs"],
        integer(
          alarmLimits.utilizationPercent,
          "CPU utilization of a service on ECS, in percent, for 15 minutes.",
        ),
      ),
    ),
    memoryPercent: withDefault(
      90,
      onlyOn(
        ["ecs"],
        integer(
          alarmLimits.utilizationPercent,
          "Memory utilization of a service on ECS, in percent, for 15 minutes.",
        ),
      ),
    ),
    queueAgeMinutes: withDefault(
      15,
      integer(alarmLimits.queueAgeMinutes, "Minutes that the oldest message of a queue has waited."),
    ),
  },
  "Alarms.",
);

/** Alarms, and who is notified. */
export type AlarmSettings = Complete<typeof schema>;

/** Alarms of a stack; undefined where it has none. */
export const alarms: Section<typeof schema, AlarmSettings | undefined> = {
  schema,
  meaning:
    "Alarms of services, queues and clusters, failed deployments and failed jobs, and who is notified: `email`, `chat`, or the " +
    "subscribers of `topicArn`. $1 per month for the key of the topic and $0.10 for each metric, so $0.70 or $0.80 for a public " +
    "service. Default: none.",
  example: `aws-containers:alarms:
  email: on-call@example.com
  queueAgeMinutes: 30`,
  settings: (given, { tier }) => given && complete(schema, given, tier),
  validate(given, { region, allPlatforms }, errors) {
    if (given === undefined || errors.has(["alarms"])) return;
    if (!errors.has(["platforms"])) {
      validateHonoured(["alarms"], schema, given, allPlatforms, errors, "the stack");
    }
    const { email, chat, topicArn } = given;
    if (email === undefined && chat === undefined && topicArn === undefined) {
      errors.add(["alarms"], "notifies nobody: set email, chat or topicArn.");
    }
    if (topicArn === undefined) return;
    for (const [key, value] of Object.entries({ email, chat })) {
      if (value !== undefined) {
        errors.add(
          ["alarms", key],
          "can't be with topicArn: subscribe to that topic instead, or remove topicArn.",
        );
      }
    }
    const regionOfTopic = topicArn.split(":")[3];
    if (region !== undefined && regionOfTopic !== region) {
      errors.add(
        ["alarms", "topicArn"],
        `is in ${regionOfTopic}, but CloudWatch notifies topics of its own region alone: use one in ${region}.`,
      );
    }
  },
};
