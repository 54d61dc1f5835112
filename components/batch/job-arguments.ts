import type * as pulumi from "@pulumi/pulumi";
import type { BatchCompute } from "../../facts/batch";
import type { AwsContext } from "../aws-context";
import type { JobDescription } from "../job";
import type { JobSchedules } from "../job-schedules";
import type { ComputeEnvironments } from "./compute-environments";

/** Arguments of `BatchJob`. Those of its `BatchJobs` have been validated. */
export interface BatchJobArgs {
  job: JobDescription;
  context: AwsContext;
  compute: BatchCompute;
  environments: ComputeEnvironments;
  assignPublicIp: boolean;
  schedules: JobSchedules | undefined;
  logKeyArn: pulumi.Input<string> | undefined;
}
