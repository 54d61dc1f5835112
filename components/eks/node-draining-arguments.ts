import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../../facts/log-retention";
import type { ClusterApi } from "./cluster-api";

/** Arguments of {@link NodeDraining}. */
export interface NodeDrainingArgs {
  /** Name of the cluster, by an output of it. */
  clusterName: pulumi.Input<string>;
  /** How a function calls its API. */
  api: ClusterApi;
  /** The Auto Scaling groups of its nodes, by the names that their hooks are named for. */
  groups: Readonly<Record<string, aws.autoscaling.Group>>;
  /** Days that the log lines of the function are kept. @default 7 */
  retentionDays?: LogRetentionDays | undefined;
  /** ARN of the KMS key that encrypts the function's log group. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
}
