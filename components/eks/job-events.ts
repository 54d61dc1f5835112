import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import type { FailureTopic } from "../failure-topic";
import type { JobEvent } from "../job-event";
import { acceptDeadLetters, createJobStarts } from "../job-starts";
import { createEventStart, type EventStart } from "./event-start";
import type { EksJobEventsArgs } from "./job-events-arguments";
import { JobSuccesses } from "./job-successes";
import type { JobSuccessesArgs } from "./job-successes-arguments";

/**
 * What starts jobs in an EKS cluster by events: for each a rule of EventBridge and a state machine of Step Functions, which makes a
 * Job from the template of the job's CronJob; for those that come after another job a `JobSuccesses`. With a dead-letter queue of the starts that EventBridge gave up, and an alarm on it.
 * Nobody subscribes to a topic of its own yet.
 *
 * Costs $0.10 a month for the alarm.
 */
export class EksJobEvents extends pulumi.ComponentResource {
  /** The topic of starts that failed. */
  public readonly failures: FailureTopic;

  constructor(
    name: string,
    { cluster, jobs, topic, successes }: EksJobEventsArgs,
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
    if (starts) {
      const { deadLetters } = starts;
      const started = jobs.map(({ job, on }) => {
        const { namespace } = job.runs;
        const parts = { on, cluster, namespace, failures, deadLetters, context };
        return { on, ...createEventStart(job.name, parts, options) };
      });
      acceptDeadLetters(
        name,
        starts,
        started.flatMap(({ rule }) => rule ?? []),
        options,
      );
      startAfterOthers(name, { successes, started, deadLetters, context }, options);
    }
    this.registerOutputs({ failures: failures.arn });
  }
}

/** Creates what starts jobs after others, where one says so. */
function startAfterOthers(
  name: string,
  {
    successes,
    started,
    deadLetters,
    context,
  }: Pick<EksJobEventsArgs, "successes"> &
    Pick<JobSuccessesArgs, "deadLetters" | "context"> & {
      started: readonly (EventStart & { on: JobEvent })[];
    },
  options: pulumi.ComponentResourceOptions,
): void {
  const starts: Record<string, aws.sfn.StateMachine[]> = {};
  for (const { on, stateMachine } of started) {
    if ("job" in on) starts[on.job] = [...(starts[on.job] ?? []), stateMachine];
  }
  if (successes === undefined || Object.keys(starts).length === 0) return;
  new JobSuccesses(`${name}-job-successes`, { ...successes, starts, deadLetters, context }, options);
}
