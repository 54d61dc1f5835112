import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../../facts/log-retention";
import type { AwsContext } from "../aws-context";

/** Arguments of {@link JobSuccesses}. */
export interface JobSuccessesArgs {
  /** Namespace of the jobs. */
  namespace: pulumi.Output<string>;
  /** The log group of the cluster's audit log. */
  auditLogGroupName: pulumi.Output<string>;
  /** The state machines that a success starts, by the name of the job that has succeeded. */
  starts: Readonly<Record<string, aws.sfn.StateMachine[]>>;
  /** The queue of what Lambda gave up. */
  deadLetters: aws.sqs.Queue;
  /** Days that the log lines of the function are kept. */
  retentionDays: LogRetentionDays;
  /** ARN of the KMS key that encrypts the function's log group. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
  context: AwsContext;
}
