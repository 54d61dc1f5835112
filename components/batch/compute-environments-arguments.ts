import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import type { BatchNetwork } from "./batch-jobs-arguments";

/** Arguments of {@link ComputeEnvironments}. */
export interface ComputeEnvironmentsArgs {
  context: AwsContext;
  network: BatchNetwork;
  /** The security group of all jobs, with its rules: Batch knows none of a single job. */
  securityGroup: aws.ec2.SecurityGroup;
  rules: pulumi.Resource[];
  maxCpus: number;
}
