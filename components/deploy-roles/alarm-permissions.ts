import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { chatRegion } from "../../facts/alarms";
import { stackName } from "../stack-name";
import { inRegions, type Scope } from "./scope";

/**
 * What alarms take beside the topics, rules and alarms of `changeJobs` and `changeBatch`: the end of subscriptions, and a new
 * channel configuration, neither of which AWS can limit to a resource; channel configurations and dashboards by the stack's name.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_sns.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_chatbot.html (read 2026-11-21)
 */
export function changeAlarms(scope: Scope): aws.iam.PolicyStatement[] {
  const { partition, accountId } = scope;
  const ofStacks = (service: string, resource: string) =>
    stacksOf(scope).map(
      (stack) => pulumi.interpolate`arn:${partition}:${service}::${accountId}:${resource}/${stack}*`,
    );
  return [
    {
      Sid: "EndSubscriptions",
      Effect: "Allow",
      Action: "sns:Unsubscribe",
      Resource: "*",
      Condition: { StringEquals: inRegions(scope) },
    },
    {
      Sid: "CreateChats",
      Effect: "Allow",
      Action: "chatbot:CreateSlackChannelConfiguration",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": chatRegion } },
    },
    {
      Sid: "ChangeChatsAndDashboards",
      Effect: "Allow",
      Action: [
        "chatbot:DeleteSlackChannelConfiguration",
        "chatbot:TagResource",
        "chatbot:UntagResource",
        "chatbot:UpdateSlackChannelConfiguration",
        "cloudwatch:DeleteDashboards",
        "cloudwatch:PutDashboard",
      ],
      Resource: [
        ...ofStacks("chatbot", "chat-configuration/slack-channel"),
        ...ofStacks("cloudwatch", "dashboard"),
      ],
    },
  ];
}

function stacksOf({ project, stacks }: Scope): string[] {
  return stacks.map((stack) => stackName(project, stack));
}

/** What previews read of them, in the stack's regions. */
export const readAlarms = ["cloudwatch:GetDashboard", "sns:GetSubscriptionAttributes"];

/** What they read of channel configurations, in the region of their API. */
export function readChats(): aws.iam.PolicyStatement {
  return {
    Sid: "ReadChats",
    Effect: "Allow",
    Action: ["chatbot:DescribeSlackChannelConfigurations", "chatbot:ListTagsForResource"],
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestedRegion": chatRegion } },
  };
}
