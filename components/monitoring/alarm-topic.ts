import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmTopicNames, alarmTopicType, failureTopicAliases } from "../alarm-topic-alias";
import { type AwsContext, awsContextOf } from "../aws-context";
import { type FailureTopic, type MessageFormat, topicPolicy } from "../failure-topic";
import { assertValidArguments } from "../invalid-arguments";
import { administerByIam } from "../key-administration";
import { type AlarmTopicArgs, validateAlarmTopic } from "./alarm-topic-arguments";
import { createChatChannel } from "./chat-channel";

/**
 * The SNS topic that alarms, failed deployments and failed jobs are reported to, encrypted with a KMS key of its own, and
 * whoever is notified of it. CloudWatch can't publish to a topic with AWS's own key for SNS.
 *
 * The topic of failed jobs of a stack that had none becomes this one: subscriptions to it stay.
 *
 * Costs $1 a month for the key; nothing with `topicArn`.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class AlarmTopic extends pulumi.ComponentResource implements FailureTopic {
  /** ARN of the topic. */
  public readonly arn: pulumi.Output<string>;
  /** Of a topic that exists, the ARN of all keys of its account: one of them may encrypt it. */
  public readonly keyArn?: pulumi.Output<string>;
  /** How messages are written. */
  public readonly format: MessageFormat;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("AlarmTopic", name, validateAlarmTopic(args));
    super(alarmTopicType, name, {}, opts);
    const { email, chat, topicArn } = args;
    this.format = chat ? "chat" : "text";
    if (topicArn !== undefined) {
      this.arn = pulumi.output(topicArn);
      this.keyArn = pulumi.output(keysOf(topicArn));
    } else {
      const context = awsContextOf(this);
      const key = this.createKey(name, context);
      const topic = this.createTopic(name, key);
      new aws.sns.TopicPolicy(
        `${name}-topic`,
        { arn: topic.arn, policy: pulumi.jsonStringify(topicPolicy(topic.arn, context)) },
        { parent: this },
      );
      this.arn = topic.arn;
      if (email !== undefined) this.subscribe(name, topic, email);
      if (chat !== undefined) createChatChannel(name, { chat, topicArn: topic.arn, context }, this);
    }
    this.registerOutputs({ arn: this.arn });
  }

  /**
   * Conditions on the source aren't supported for EventBridge's messages to an encrypted topic; the encryption context limits
   * both to topics of this account.
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html (read 2026-11-21)
   */
  private createKey(name: string, context: AwsContext): aws.kms.Key {
    const { partition, region, accountId } = context;
    const topics = pulumi.interpolate`arn:${partition}:sns:${region}:${accountId}:*`;
    const policy: aws.iam.PolicyDocument = {
      Version: "2012-10-17",
      Statement: [
        administerByIam(context),
        {
          Sid: "EncryptMessages",
          Effect: "Allow",
          Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
          Resource: "*",
          Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": topics } },
        },
        {
          Sid: "EncryptMessagesOfRoles",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
          Resource: "*",
          Condition: {
            StringEquals: {
              "kms:CallerAccount": accountId,
              "kms:ViaService": pulumi.interpolate`sns.${region}.amazonaws.com`,
            },
          },
        },
      ],
    };
    return new aws.kms.Key(
      `${name}-key`,
      {
        description: `Messages of alarms of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        // Messages are delivered at once: nothing that it encrypted stays.
        deletionWindowInDays: 7,
        policy: pulumi.jsonStringify(policy),
      },
      { parent: this },
    );
  }

  private createTopic(name: string, key: aws.kms.Key): aws.sns.Topic {
    const aliases = name === alarmTopicNames.component ? failureTopicAliases() : [];
    return new aws.sns.Topic(`${name}-topic`, { kmsMasterKeyId: key.arn }, { parent: this, aliases });
  }

  /** Replaced by another address, which has to confirm it too. */
  private subscribe(name: string, topic: aws.sns.Topic, email: string): void {
    new aws.sns.TopicSubscription(
      `${name}-email`,
      { topic: topic.arn, protocol: "email", endpoint: email },
      { parent: this },
    );
  }
}

/** ARN of all keys of a topic's account and region. */
function keysOf(topicArn: string): string {
  const [, partition, , region, accountId] = topicArn.split(":");
  return `arn:${partition}:kms:${region}:${accountId}:key/*`;
}
