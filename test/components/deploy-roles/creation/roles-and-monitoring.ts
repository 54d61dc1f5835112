import { account, type Creation, named, roleArn } from "./arn";

const tokenIssuer = `arn:aws:iam::${account}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0A1B2C3D`;
const instanceProfile = `arn:aws:iam::${account}:instance-profile/aws-containers/dev/batch-instances-1f2e3d4`;

const chat = `arn:aws:chatbot::${account}:chat-configuration/slack-channel/aws-containers-dev-alarms`;
const dashboard = `arn:aws:cloudwatch::${account}:dashboard/aws-containers-dev`;

/** Roles, logs, alarms, events and notifications. */
export const rolesAndMonitoring: Creation = {
  "chatbot/slackChannelConfiguration:SlackChannelConfiguration": [
    ["chatbot:CreateSlackChannelConfiguration", "*"],
    ["chatbot:UpdateSlackChannelConfiguration", chat],
    ["chatbot:DeleteSlackChannelConfiguration", chat],
    ["chatbot:DescribeSlackChannelConfigurations", "*"],
  ],
  "cloudwatch/dashboard:Dashboard": [
    ["cloudwatch:PutDashboard", dashboard],
    ["cloudwatch:DeleteDashboards", dashboard],
    ["cloudwatch:GetDashboard", "*"],
  ],
  "cloudwatch/eventRule:EventRule": [
    ["events:PutRule", named("events", "rule/batch-job-failures-1f2e3d4")],
    ["events:DeleteRule", named("events", "rule/batch-job-failures-1f2e3d4")],
    ["events:DescribeRule", "*"],
    ["events:PutRule", named("events", "rule/resize-event-1f2e3d4")],
    ["events:DeleteRule", named("events", "rule/orders/resize-event-1f2e3d4")],
  ],
  "cloudwatch/eventTarget:EventTarget": [
    ["events:PutTargets", named("events", "rule/batch-job-failures-1f2e3d4")],
    ["events:RemoveTargets", named("events", "rule/batch-job-failures-1f2e3d4")],
    ["events:ListTargetsByRule", "*"],
    ["events:PutTargets", named("events", "rule/orders/resize-event-1f2e3d4")],
  ],
  "iam/instanceProfile:InstanceProfile": [
    ["iam:CreateInstanceProfile", instanceProfile],
    ["iam:AddRoleToInstanceProfile", instanceProfile],
    ["iam:RemoveRoleFromInstanceProfile", instanceProfile],
    ["iam:DeleteInstanceProfile", instanceProfile],
    ["iam:GetInstanceProfile", instanceProfile],
  ],
  "sns/topicSubscription:TopicSubscription": [
    ["sns:Subscribe", named("sns", "alarms-topic-1f2e3d4")],
    ["sns:Unsubscribe", "*"],
    ["sns:GetSubscriptionAttributes", "*"],
  ],
  "sns/topicPolicy:TopicPolicy": [["sns:SetTopicAttributes", named("sns", "batch-job-failures-1f2e3d4")]],
  "cloudwatch/metricAlarm:MetricAlarm": [
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", "alarm:ecs-dead-letters-0a1b2c3")],
    ["cloudwatch:DeleteAlarms", named("cloudwatch", "alarm:ecs-dead-letters-0a1b2c3")],
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", "alarm:hello-cpu-above-0a1b2c3")],
    ["cloudwatch:TagResource", named("cloudwatch", "alarm:hello-cpu-above-0a1b2c3")],
    ["cloudwatch:DeleteAlarms", named("cloudwatch", "alarm:hello-cpu-above-0a1b2c3")],
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", "alarm:resize-backlog-0a1b2c3")],
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", "alarm:hello-deployment-errors-0a1b2c3")],
    ["cloudwatch:DeleteAlarms", named("cloudwatch", "alarm:resize-idle-0a1b2c3")],
  ],
  "cloudwatch/logDelivery:LogDelivery": [
    ["logs:CreateDelivery", named("logs", "delivery:0a1b")],
    ["logs:CreateDelivery", named("logs", "delivery-source:ecs-access-logs-0a1b2c3")],
    ["logs:CreateDelivery", named("logs", "delivery-destination:ecs-access-logs-0a1b2c3")],
  ],
  "cloudwatch/logDeliveryDestination:LogDeliveryDestination": [
    ["logs:PutDeliveryDestination", named("logs", "delivery-destination:ecs-access-logs-0a1b2c3")],
  ],
  "cloudwatch/logDeliverySource:LogDeliverySource": [
    ["logs:PutDeliverySource", named("logs", "delivery-source:ecs-access-logs-0a1b2c3")],
    ["cloudfront:AllowVendedLogDeliveryForResource", `arn:aws:cloudfront::${account}:distribution/E1`],
  ],
  "cloudwatch/logGroup:LogGroup": [
    ["logs:CreateLogGroup", named("logs", "log-group:hello-logs-e10cce1")],
    ["logs:PutRetentionPolicy", named("logs", "log-group:/aws/eks/aws-containers-dev-eks/cluster")],
  ],
  "cloudwatch/logMetricFilter:LogMetricFilter": [
    ["logs:PutMetricFilter", named("logs", "log-group:/aws/eks/aws-containers-dev-eks/cluster")],
    ["logs:DeleteMetricFilter", named("logs", "log-group:/aws/eks/aws-containers-dev-eks/cluster")],
    ["logs:DescribeMetricFilters", "*"],
  ],
  "iam/openIdConnectProvider:OpenIdConnectProvider": [
    ["iam:CreateOpenIDConnectProvider", tokenIssuer],
    ["iam:TagOpenIDConnectProvider", tokenIssuer],
    ["iam:GetOpenIDConnectProvider", tokenIssuer],
    ["iam:DeleteOpenIDConnectProvider", tokenIssuer],
  ],
  "cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": [
    ["logs:PutSubscriptionFilter", named("logs", "log-group:/aws/eks/aws-containers-dev-eks/cluster")],
    ["logs:DeleteSubscriptionFilter", named("logs", "log-group:/aws/eks/aws-containers-dev-eks/cluster")],
    ["logs:DescribeSubscriptionFilters", "*"],
  ],
  "iam/role:Role": [["iam:CreateRole", roleArn("aws-containers/dev/hello-execution-94d1f15")]],
  "iam/rolePolicy:RolePolicy": [["iam:PutRolePolicy", roleArn("aws-containers/dev/hello-execution-94d1f15")]],
  "iam/rolePolicyAttachment:RolePolicyAttachment": [
    ["iam:AttachRolePolicy", roleArn("aws-containers/dev/eks-eksRole-role-36bc7fe")],
  ],
  "sns/topic:Topic": [
    ["sns:CreateTopic", named("sns", "ecs-job-failures-0a1b2c3")],
    ["sns:DeleteTopic", named("sns", "ecs-job-failures-0a1b2c3")],
  ],
};
