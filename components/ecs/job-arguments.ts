import type * as pulumi from "@pulumi/pulumi";
import { validateWithoutBuckets } from "../bucket-volume-validation";
import type { FailureTopic } from "../failure-topic";
import { type CompleteJob, type JobDescription, validateJob } from "../job";
import type { JobStarts } from "../job-starts";
import { validateRouterSize } from "../log-routing";
import { validateWithoutLustre } from "../lustre-validation";
import { validateName } from "../tasks/task-validation";
import type { EcsCluster } from "./cluster";
import { validateComputeOf } from "./compute/compute-validation";
import type { Computes } from "./compute/computes";
import type { EcsNetwork } from "./ecs-network";
import { placedJob } from "./run-placement";

/** Arguments of `EcsJob`. */
export interface EcsJobArgs {
  /** The cluster that its tasks run in. */
  cluster: EcsCluster;
  /** The network that its tasks run in. */
  network: EcsNetwork;
  /** What runs, and when. */
  job: JobDescription;
  /** The topic that receives a message for each run that failed. */
  failures: FailureTopic;
  /** What starts the stack's jobs by itself. A job with a schedule or an event needs it. @default none */
  starts?: JobStarts | undefined;
  /** Whether people may open a shell in its containers with ECS Exec. @default false */
  exec?: boolean;
  /** ARN of the KMS key that encrypts the log group, such as that of a `LogKey`. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string>;
}

/** Validates a job for ECS, and for what it runs on. */
export function validateEcsJob(
  name: string,
  job: CompleteJob,
  {
    cluster,
    starts,
  }: { cluster: { computes: Pick<Computes, "kindOf" | "has"> } } & Pick<EcsJobArgs, "starts">,
): string[] {
  return [
    ...validateName(name),
    ...validateComputeOf("job", job, placedJob(job), cluster.computes),
    ...validateJob(job),
    ...validateWithoutBuckets("job", job, "ECS"),
    ...validateWithoutLustre("job", job, "ECS"),
    ...validateRouterSize("job", job, job),
    ...(job.array === undefined ? [] : ["job.array needs Kubernetes' Indexed Jobs: must be left out on ECS"]),
    ...((job.schedule === undefined || starts?.schedules) && (job.on === undefined || starts)
      ? []
      : ["starts is missing: must be given to a job with a schedule or an event"]),
  ];
}
