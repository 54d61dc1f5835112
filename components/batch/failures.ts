import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import { type FailureTopic, messageOfEvent, topicPolicy } from "../failure-topic";

/**
 * Lets EventBridge tell a topic of each job in these queues that failed for good, an array once; and CloudWatch of its alarms,
 * where the topic is their own.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/batch_job_events.html (read 2026-11-21)
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
  const rule = new aws.cloudwatch.EventRule(
    `${name}-job-failures`,
    {
      description: "Jobs of AWS Batch that failed",
      eventPattern: pulumi.jsonStringify({
        source: ["aws.batch"],
        "detail-type": ["Batch Job State Change"],
        detail: {
          status: ["FAILED"],
          jobQueue: queues.map(({ arn }) => arn),
          // The children of an array have one: the array is reported itself.
          arrayProperties: { index: [{ exists: false }] },
        },
      }),
    },
    options,
  );
  const policies = isOwn
    ? [
        new aws.sns.TopicPolicy(
          `${name}-job-failures`,
          { arn: failures.arn, policy: pulumi.jsonStringify(topicPolicy(failures.arn, context)) },
          options,
        ),
      ]
    : [];
  new aws.cloudwatch.EventTarget(
    `${name}-job-failures`,
    {
      rule: rule.name,
      arn: failures.arn,
      inputTransformer: messageOfEvent(failures.format, {
        title: "Job <job> failed",
        paths: { job: "$.detail.jobName", id: "$.detail.jobId", reason: "$.detail.statusReason" },
        text: "A run of the job <job> failed: <reason>. Job: <id>",
      }),
    },
    { ...options, dependsOn: policies },
  );
}
