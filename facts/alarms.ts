/** Bounds of the thresholds of alarms. */
export const alarmLimits = {
  /** Share of responses, in percent. */
  errorPercent: { min: 1, max: 100 },
  /** The 99th percentile of the response time. */
  latencyMilliseconds: { min: 1, max: 60_000 },
  /** Utilization of CPU and memory: 100 is never exceeded. */
  utilizationPercent: { min: 1, max: 99 },
  /** Age of a queue's oldest message: messages are kept for at most 14 days. */
  queueAgeMinutes: { min: 1, max: 20_160 },
} as const;

/**
 * Region of the API of Amazon Q Developer in chat applications (formerly AWS Chatbot): a global service, whose endpoints are in
 * four regions alone. Others have no such host.
 * @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html (read 2026-11-21)
 */
export const chatRegion = "us-east-2";

/**
 * Ids of Slack: of a workspace and of a channel.
 * @see https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html (read 2026-11-21)
 */
export const slackIds = {
  workspace: { pattern: /^[A-Z0-9]{1,255}$/, allowed: "the id of a Slack workspace, such as T012AB3CDEF" },
  channel: { pattern: /^[A-Z0-9]{1,255}$/, allowed: "the id of a Slack channel, such as C012AB3CDEF" },
} as const;

/** The ARN of a topic. */
export const topicArn = {
  pattern: /^arn:aws[a-z-]{0,20}:sns:[a-z0-9-]{1,30}:\d{12}:[A-Za-z0-9_-]{1,256}$/,
  allowed: "the ARN of an SNS topic, such as arn:aws:sns:us-east-1:111122223333:on-call",
} as const;

/** An address that SNS can send a confirmation to. */
export const emailAddress = {
  pattern: /^[^\s@<>,;"]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}$/,
  allowed: "an email address, such as on-call@example.com",
} as const;
