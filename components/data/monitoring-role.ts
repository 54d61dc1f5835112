import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumeRolePolicyInAccount } from "../assume-role-policy";
import { awsContextOf } from "../aws-context";
import { createRole } from "../service-role";

/**
 * Creates the role by which RDS writes the metrics of a database's operating system to CloudWatch Logs: what AWS's policy
 * AmazonRDSEnhancedMonitoringRole allows, in this account and region. The log group `RDSOSMetrics` is RDS's own, of all databases of
 * the region, and keeps them for 30 days.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html (read 2026-11-22)
 */
export function createMonitoringRole(
  name: string,
  options: { parent: pulumi.Resource },
): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
  const { partition, region, accountId } = awsContextOf(options.parent);
  const logGroups = pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:RDS*`;
  return createRole(
    `${name}-monitoring`,
    {
      trust: assumeRolePolicyInAccount("monitoring.rds.amazonaws.com", { accountId }),
      permissions: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "CreateLogGroup",
            Effect: "Allow",
            Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
            Resource: logGroups,
          },
          {
            Sid: "WriteMetrics",
            Effect: "Allow",
            Action: [
              "logs:CreateLogStream",
              "logs:DescribeLogStreams",
              "logs:GetLogEvents",
              "logs:PutLogEvents",
            ],
            Resource: pulumi.interpolate`${logGroups}:log-stream:*`,
          },
        ],
      },
    },
    options,
  );
}
