import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmContext, createAlarm } from "./service-alarms";
import type { Thresholds } from "./thresholds";

/** A queue, and its dead-letter queue where that is the stack's own. */
export interface WatchedQueue {
  readonly queueName: pulumi.Input<string>;
  readonly deadLettersName: pulumi.Input<string> | undefined;
}

/** Creates the alarms of a queue: its oldest message waits for too long, and its dead-letter queue isn't empty. */
export function createQueueAlarms(
  name: string,
  { queueName, deadLettersName }: WatchedQueue,
  { queueAgeMinutes }: Required<Thresholds>,
  context: AlarmContext,
): aws.cloudwatch.MetricAlarm[] {
  const common = {
    namespace: "AWS/SQS",
    statistic: "Maximum",
    period: 300,
    evaluationPeriods: 1,
    // SQS stops measuring a queue that nobody uses.
    treatMissingData: "notBreaching",
  };
  const age = createAlarm(
    `${name}-age`,
    {
      ...common,
      alarmDescription: `The oldest message of the queue ${name} has waited for more than ${queueAgeMinutes} minutes`,
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queueName },
      threshold: queueAgeMinutes * 60,
    },
    context,
  );
  if (deadLettersName === undefined) return [age];
  const deadLetters = createAlarm(
    `${name}-dead-letters`,
    {
      ...common,
      alarmDescription: `Messages of the queue ${name} were moved to the dead-letter queue`,
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLettersName },
      threshold: 0,
    },
    context,
  );
  return [age, deadLetters];
}

/**
 * Creates the alarm of an EKS cluster: pods find no node. It is a metric of the control plane, which EKS measures for free;
 * those of pods and of the load balancer, whose name is its controller's, need an agent in the cluster.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html (read 2026-11-21)
 */
export function createClusterAlarm(
  name: string,
  clusterName: string,
  context: AlarmContext,
): aws.cloudwatch.MetricAlarm {
  return createAlarm(
    `${name}-unschedulable`,
    {
      alarmDescription: `Pods of the cluster ${clusterName} find no node`,
      namespace: "AWS/EKS",
      metricName: "scheduler_pending_pods_UNSCHEDULABLE",
      dimensions: { ClusterName: clusterName },
      statistic: "Maximum",
      period: 60,
      threshold: 0,
      // Auto Mode takes a minute or two for a new node.
      evaluationPeriods: 15,
      treatMissingData: "notBreaching",
    },
    context,
  );
}
