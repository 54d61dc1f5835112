import type * as pulumi from "@pulumi/pulumi";
import { alarmLimits, emailAddress, slackIds, topicArn as topicArns } from "../../facts/alarms";
import { validatePattern, validateWholeNumber } from "../invalid-arguments";

/** Arguments of `AlarmTopic`: who is notified. */
export interface AlarmTopicArgs {
  /** An email address, which SNS asks to confirm the subscription first: until then it gets nothing. @default none */
  email?: string;
  /** A channel of Slack, by Amazon Q Developer in chat applications (formerly AWS Chatbot). @default none */
  chat?: ChatChannel;
  /**
   * ARN of a topic that exists, in the stack's region, in place of one of the stack's own. Its policy has to allow
   * `cloudwatch.amazonaws.com` and `events.amazonaws.com` to publish, and so does the policy of its key, if it has one.
   * @default a topic of its own
   */
  topicArn?: string;
}

/** A channel of Slack. */
export interface ChatChannel {
  /** Id of the Slack workspace, such as T012AB3CDEF, which a person has authorized in the console of Amazon Q Developer. */
  workspace: string;
  /** Id of the channel, such as C012AB3CDEF; to a private one, invite `@Amazon Q`. */
  channel: string;
}

/** What alarms compare with. */
export interface Thresholds {
  /** Share of responses from 500 to 599 (%), 1 to 100. @default 5 */
  errorPercent?: number;
  /** The 99th percentile of the response time in milliseconds, 1 to 60000. @default 1000 */
  latencyMilliseconds?: number;
  /** CPU utilization of a service (%), 1 to 99. @default 90 */
  cpuPercent?: number;
  /** Memory utilization of a service (%), 1 to 99. @default 90 */
  memoryPercent?: number;
  /** Minutes that a queue's oldest message has waited, 1 to 20160. @default 15 */
  queueAgeMinutes?: number;
}

/** A topic that alarms notify. An `AlarmTopic` is assignable. */
export interface NotifiedTopic {
  arn: pulumi.Input<string>;
}

/** Fills in what is left out. */
export function completeThresholds(given: Thresholds): Required<Thresholds> {
  const { errorPercent = 5, latencyMilliseconds = 1000, cpuPercent = 90 } = given;
  const { memoryPercent = 90, queueAgeMinutes = 15 } = given;
  return { errorPercent, latencyMilliseconds, cpuPercent, memoryPercent, queueAgeMinutes };
}

/** Validates who is notified. */
export function validateAlarmTopic({ email, chat, topicArn }: AlarmTopicArgs): string[] {
  return [
    ...(email === undefined && chat === undefined && topicArn === undefined
      ? ["email, chat and topicArn are missing: one must be given, for someone to be notified"]
      : []),
    ...(topicArn !== undefined && (email !== undefined || chat !== undefined)
      ? [`${email === undefined ? "chat" : "email"} is given with topicArn: subscribe to that topic instead`]
      : []),
    ...validatePattern("email", email, emailAddress.pattern, emailAddress.allowed),
    ...validatePattern("topicArn", topicArn, topicArns.pattern, topicArns.allowed),
    ...validatePattern(
      "chat.workspace",
      chat?.workspace,
      slackIds.workspace.pattern,
      slackIds.workspace.allowed,
    ),
    ...validatePattern("chat.channel", chat?.channel, slackIds.channel.pattern, slackIds.channel.allowed),
  ];
}

/** Validates what alarms compare with. */
export function validateThresholds(given: Thresholds): string[] {
  const { errorPercent, latencyMilliseconds, cpuPercent, memoryPercent, queueAgeMinutes } = given;
  return [
    ...validateWholeNumber("errorPercent", errorPercent, alarmLimits.errorPercent),
    ...validateWholeNumber("latencyMilliseconds", latencyMilliseconds, alarmLimits.latencyMilliseconds),
    ...validateWholeNumber("cpuPercent", cpuPercent, alarmLimits.utilizationPercent),
    ...validateWholeNumber("memoryPercent", memoryPercent, alarmLimits.utilizationPercent),
    ...validateWholeNumber("queueAgeMinutes", queueAgeMinutes, alarmLimits.queueAgeMinutes),
  ];
}
