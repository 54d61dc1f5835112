import type * as pulumi from "@pulumi/pulumi";
import { type BatchCompute, batchComputes, batchLimits } from "../../facts/batch";
import type { FailureTopic } from "../failure-topic";
import { validateOneOf, validateWholeNumber } from "../invalid-arguments";
import type { JobDescription } from "../job";
import { validateJobStarts } from "../job-event";
import { validateScheduleGroup } from "../job-schedules";
import { validateBatchJobs } from "./job-validation";

/** The part of a network that compute environments use. A `Network` is assignable. */
export interface BatchNetwork {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of the subnets that jobs run in. */
  workloadSubnetIds: pulumi.Input<string[]>;
  /** Whether jobs get public addresses, required where their subnets have no NAT gateway. @default false */
  assignPublicIp?: boolean;
}

/** Arguments of `BatchJobs`. */
export interface BatchJobsArgs {
  /** The jobs, by name. */
  jobs: Readonly<Record<string, JobDescription>>;
  /** The network that they run in. */
  network: BatchNetwork;
  /** vCPUs that each compute environment may have at once: a limit on cost. Jobs beyond it wait. */
  maxCpus: number;
  /** What jobs without a GPU run on: Fargate, or instances that AWS Batch starts and ends. @default fargate */
  compute?: BatchCompute;
  /** ARN of the KMS key that encrypts the log groups, such as that of a `LogKey`. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
  /** The topic that receives a message for each run that failed, such as an `AlarmTopic`. @default one of its own */
  topic?: FailureTopic | undefined;
}

/** Validates the arguments, with all jobs. */
export function validateBatchJobsArgs(name: string, args: BatchJobsArgs): string[] {
  return [
    ...validateScheduleGroup(name),
    ...validateWholeNumber("maxCpus", args.maxCpus, batchLimits.maxCpus),
    ...validateOneOf("compute", args.compute, batchComputes),
    ...validateBatchJobs(args),
    ...validateJobStarts(args.jobs),
  ];
}
