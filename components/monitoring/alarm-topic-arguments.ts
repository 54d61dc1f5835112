import { emailAddress, slackIds, topicArn as topicArns } from "../../facts/alarms";
import { validatePattern } from "../invalid-arguments";

/** Arguments of `AlarmTopic`: who is notified. */
export interface AlarmTopicArgs {
  /** An email address, which SNS asks to confirm the subscription first: until then it receives nothing. @default none */
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
