import type * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../../facts/log-retention";

/** Arguments of {@link ApiFunction}. */
export interface ApiFunctionArgs {
  /** Name of the cluster, by an output of it. */
  clusterName: pulumi.Input<string>;
  /** Address of its API. */
  endpoint: pulumi.Input<string>;
  /** The certificate of its authority, in Base64. */
  certificateAuthority: pulumi.Input<string>;
  /** Id of the cluster's security group. */
  clusterSecurityGroupId: pulumi.Input<string>;
  /** The network of the cluster. */
  network: { vpcId: pulumi.Input<string>; workloadSubnetIds: pulumi.Input<string[]> };
  /** Whether the API has private addresses in the VPC. */
  hasPrivateAddresses: boolean;
  /** Days that the log lines of the function are kept. */
  retentionDays: LogRetentionDays;
  /** ARN of the KMS key that encrypts the function's log group. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
}
