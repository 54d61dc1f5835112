import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import { type EksInsights, insightsAgent, insightsAgentPolicy } from "../../facts/eks-insights";
import type { LogRetentionDays } from "../../facts/log-retention";
import { awsContextOf } from "../aws-context";
import { createAddon } from "./addon";
import { podIdentity } from "./pod-identity";
import { createPodRole } from "./pod-role";

/**
 * Creates Container Insights with enhanced observability, where a cluster has it: the add-on amazon-cloudwatch-observability, the role of
 * its agent, and the log group of what the agent measures, which the agent would create without an end. The add-on's own collection of
 * container logs is off: `createContainerLogs` writes them. So are Application Signals, which would change the services' pods.
 *
 * Costs $0.21 per million observations, the room of an agent on each node and of an operator.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html (read 2026-11-21)
 */
export function createInsights(
  name: string,
  args: {
    clusterName: string;
    addonVersions: AddonVersions;
    insights?: EksInsights | undefined;
    /** Days that the measured values are kept as log events. */
    retentionDays: LogRetentionDays;
    logKeyArn?: pulumi.Input<string> | undefined;
  },
  options: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): aws.eks.Addon | undefined {
  const { clusterName, addonVersions, insights = "disabled", retentionDays, logKeyArn } = args;
  if (insights === "disabled") return undefined;
  const { parent, dependsOn } = options;
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}-insights`,
    {
      name: `/aws/containerinsights/${clusterName}/performance`,
      retentionInDays: retentionDays,
      kmsKeyId: logKeyArn,
    },
    { parent },
  );
  const { role, associations } = createPodRole(
    `${name}-insights`,
    { identity: podIdentity(clusterName), ...insightsAgent },
    options,
  );
  const { partition } = awsContextOf(parent);
  const policy = new aws.iam.RolePolicyAttachment(
    `${name}-insights`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${insightsAgentPolicy}`,
    },
    { parent },
  );
  return createAddon(
    `${name}-insights`,
    {
      clusterName,
      addonVersions,
      addonName: "amazon-cloudwatch-observability",
      configurationValues: JSON.stringify({
        agent: {
          config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
        },
        containerLogs: { enabled: false },
      }),
    },
    { parent, dependsOn: [...dependsOn, logGroup, ...associations, policy] },
  );
}
