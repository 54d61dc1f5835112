import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { chatRegion } from "../../facts/alarms";
import { assumeRolePolicyInAccount } from "../assume-role-policy";
import type { AwsContext } from "../aws-context";
import { createRole } from "../service-role";
import { stackName } from "../stack-name";
import type { ChatChannel } from "./alarm-topic-arguments";

/** A channel, and the topic whose messages it gets. */
interface ChatParts {
  chat: ChatChannel;
  topicArn: pulumi.Input<string>;
  context: AwsContext;
}

/** What a person may do from the channel: look at alarms and their graphs. */
const actions = ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"];

/**
 * Sends the messages of a topic to a channel of Slack. Who writes there may look at metrics, and do nothing else: without
 * a guardrail of its own, AWS's default would be AdministratorAccess. Free.
 *
 * Its name is the stack's, which the deploy role is limited to: channel configurations are the account's, not a region's.
 *
 * @param component The component of the topic, the parent.
 */
export function createChatChannel(
  name: string,
  { chat, topicArn, context }: ChatParts,
  component: pulumi.Resource,
): void {
  const { partition, accountId } = context;
  const configurationName = `${stackName(pulumi.getProject(), pulumi.getStack())}-${name}`;
  const trust = assumeRolePolicyInAccount("chatbot.amazonaws.com", { accountId });
  const permissions: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "LookAtAlarms", Effect: "Allow", Action: actions, Resource: "*" }],
  };
  const { role, policy } = createRole(`${name}-chat`, { trust, permissions }, { parent: component });
  new aws.chatbot.SlackChannelConfiguration(
    `${name}-chat`,
    {
      configurationName,
      slackTeamId: chat.workspace,
      slackChannelId: chat.channel,
      iamRoleArn: role.arn,
      guardrailPolicyArns: [pulumi.interpolate`arn:${partition}:iam::aws:policy/CloudWatchReadOnlyAccess`],
      snsTopicArns: [topicArn],
      loggingLevel: "ERROR",
      region: chatRegion,
    },
    { parent: component, dependsOn: [policy] },
  );
}
