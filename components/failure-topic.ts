import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "./aws-context";

/** A topic that failures are reported to. An `aws.sns.Topic` is assignable, and an `AlarmTopic`. */
export interface FailureTopic {
  /** ARN of the topic. */
  readonly arn: pulumi.Output<string>;
  /**
   * ARN of the KMS keys that may encrypt it, and which roles that publish may use for it.
   * @default none: it isn't encrypted, or the key's policy allows everybody who may publish
   */
  readonly keyArn?: pulumi.Output<string>;
  /** How it wants messages to be written. @default text, as an email has it */
  readonly format?: MessageFormat;
}

/** How messages are written: as text, or so that a chat channel shows them. */
export type MessageFormat = "text" | "chat";

/** Lets a role publish to the topic, and use its key for that alone. */
export function publishStatements(sid: string, { arn, keyArn }: FailureTopic): aws.iam.PolicyStatement[] {
  const publish: aws.iam.PolicyStatement = {
    Sid: sid,
    Effect: "Allow",
    Action: "sns:Publish",
    Resource: arn,
  };
  if (keyArn === undefined) return [publish];
  return [
    publish,
    {
      Sid: "EncryptMessages",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: keyArn,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": arn } },
    },
  ];
}

/**
 * Lets CloudWatch and EventBridge publish to a topic. EventBridge doesn't tell it the rule or the account: a condition on them
 * would refuse its messages.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html (read 2026-11-21)
 */
export function topicPolicy(
  topicArn: pulumi.Input<string>,
  { accountId }: Pick<AwsContext, "accountId">,
): aws.iam.PolicyDocument {
  const publish = { Effect: "Allow" as const, Action: "sns:Publish", Resource: topicArn };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReportAlarms",
        ...publish,
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
      { Sid: "ReportEvents", ...publish, Principal: { Service: "events.amazonaws.com" } },
    ],
  };
}

/**
 * A message as Amazon Q Developer shows it in a chat channel: it drops others, but for those of AWS services.
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html (read 2026-11-21)
 */
export function chatMessage(title: string, description: string): object {
  return { version: "1.0", source: "custom", content: { title, description } };
}

/**
 * The input transformer of an EventBridge target that writes such messages.
 *
 * @param paths Where the values are in the event, by name.
 * @param text The message, with `<name>` for a value.
 */
export function messageOfEvent(
  format: MessageFormat = "text",
  { title, paths, text }: { title: string; paths: Record<string, string>; text: string },
): aws.types.input.cloudwatch.EventTargetInputTransformer {
  return {
    inputPaths: paths,
    inputTemplate: JSON.stringify(format === "chat" ? chatMessage(title, text) : text),
  };
}
