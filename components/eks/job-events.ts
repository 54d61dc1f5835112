import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import type { FailureTopic } from "../failure-topic";
import type { JobEvent } from "../job-event";
import { acceptDeadLetters, createJobStarts } from "../job-starts";
import type { CalledCluster } from "./cluster-api";
import { createEventStart } from "./event-start";
import type { EksJob } from "./job";

/** Arguments of `EksJobEvents`. */
export interface EksJobEventsArgs {
  /** The cluster that the jobs run in. */
  cluster: CalledCluster;
  /** The jobs with their events. */
  jobs: readonly { job: EksJob; on: JobEvent }[];
  /** The topic that hears of each start that failed, such as an `AlarmTopic`. @default one of its own */
  topic?: FailureTopic | undefined;
}

/**
 * What starts jobs in an EKS cluster by events: for each a rule of EventBridge and a state machine of Step Functions, which makes a
 * Job from the template of the job's CronJob. With a dead-letter queue of the starts that EventBridge gave up, and an alarm on it.
 * Nobody subscribes to a topic of its own yet.
 *
 * Costs $0.10 a month for the alarm.
 */
export class EksJobEvents extends pulumi.ComponentResource {
  /** The topic of starts that failed. */
  public readonly failures: FailureTopic;

  constructor(
    name: string,
    { cluster, jobs, topic }: EksJobEventsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("aws-containers:eks:EksJobEvents", name, {}, opts);
    const options = { parent: this };
    this.failures = topic ?? new aws.sns.Topic(`${name}-job-starts`, {}, options);
    const { failures } = this;
    const context = awsContextOf(this);
    // Without schedules, which the CronJobs have.
    const events = jobs.map(({ on }) => ({ on }));
    const starts = createJobStarts(name, { jobs: events, failures }, options);
    const rules = starts
      ? jobs.map(({ job, on }) =>
          createEventStart(
            job.name,
            {
              on,
              cluster,
              namespace: job.runs.namespace,
              failures,
              deadLetters: starts.deadLetters,
              context,
            },
            options,
          ),
        )
      : [];
    if (starts) acceptDeadLetters(name, starts, rules, options);
    this.registerOutputs({ failures: failures.arn });
  }
}
