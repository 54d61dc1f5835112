import type * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../../facts/log-retention";

/** Arguments of {@link FlowLogs}. */
export interface FlowLogsArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Days that CloudWatch Logs keeps them. */
  retentionDays: LogRetentionDays;
  /** ARN of the KMS key that encrypts the log group, such as that of a `LogKey`. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string>;
  /** Whether Pulumi refuses to delete the log group. @default false */
  protect?: boolean;
}
