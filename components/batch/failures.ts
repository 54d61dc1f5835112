import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import { type FailureTopic, messageOfEvent, topicPolicy } from "../failure-topic";

/** Events that are published to a topic. */
interface Reported {
  name: string;
  description: string;
  eventPattern: object;
  title: string;
  text: string;
}

/**
 * Has EventBridge publish to a topic each job in these queues that failed without attempts left, an array once, and each that blocks its queue
 * since it can't start, which Batch cancels for some reasons only; and CloudWatch of its alarms, where the topic is their own.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/batch_job_events.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/batch/latest/userguide/batch-job-queue-blocked-events.html (read 2026-11-22)
 */
export function reportFailures(
  name: string,
  {
    failures,
    isOwn,
    queues,
    context,
  }: { failures: FailureTopic; isOwn: boolean; queues: aws.batch.JobQueue[]; context: AwsContext },
  options: pulumi.CustomResourceOptions,
): void {
  const jobQueue = queues.map(({ arn }) => arn);
  const policies = isOwn
    ? [
        new aws.sns.TopicPolicy(
          `${name}-job-failures`,
          { arn: failures.arn, policy: pulumi.jsonStringify(topicPolicy(failures.arn, context)) },
          options,
        ),
      ]
    : [];
  const withTopic = { ...options, dependsOn: policies };
  report(
    failures,
    {
      name: `${name}-job-failures`,
      description: "Jobs of AWS Batch that failed",
      eventPattern: {
        "detail-type": ["Batch Job State Change"],
        // The children of an array have an index: the array is reported itself.
        detail: { status: ["FAILED"], jobQueue, arrayProperties: { index: [{ exists: false }] } },
      },
      title: "Job <job> failed",
      text: "A run of the job <job> failed: <reason>. Job: <id>",
    },
    withTopic,
  );
  report(
    failures,
    {
      name: `${name}-blocked-queues`,
      description: "Jobs of AWS Batch that can't start, and those behind them",
      eventPattern: { "detail-type": ["Batch Job Queue Blocked"], detail: { jobQueue } },
      title: "Job <job> blocks its queue",
      text: "The job <job> can't start, nor can those behind it in its queue: <reason>. Job: <id>",
    },
    withTopic,
  );
}

function report(
  failures: FailureTopic,
  { name, description, eventPattern, title, text }: Reported,
  options: pulumi.CustomResourceOptions,
): void {
  const pattern = pulumi.jsonStringify({ source: ["aws.batch"], ...eventPattern });
  const rule = new aws.cloudwatch.EventRule(name, { description, eventPattern: pattern }, options);
  const paths = { job: "$.detail.jobName", id: "$.detail.jobId", reason: "$.detail.statusReason" };
  new aws.cloudwatch.EventTarget(
    name,
    {
      rule: rule.name,
      arn: failures.arn,
      inputTransformer: messageOfEvent(failures.format, { title, paths, text }),
    },
    options,
  );
}
