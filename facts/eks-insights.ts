/**
 * Container Insights of a cluster of EKS: with enhanced observability, or none.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/container-insights-detailed-metrics.html (read 2026-11-21)
 */
export const eksInsights = ["enhanced", "disabled"] as const;

/** Container Insights of a cluster of EKS. */
export type EksInsights = (typeof eksInsights)[number];

/**
 * The service account of the agent, in the namespace of the add-on.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html (read 2026-11-21)
 */
export const insightsAgent = { namespace: "amazon-cloudwatch", serviceAccount: "cloudwatch-agent" } as const;

/** The AWS managed policy that the agent needs. */
export const insightsAgentPolicy = "CloudWatchAgentServerPolicy";
