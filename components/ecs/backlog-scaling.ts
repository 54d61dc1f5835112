import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { backlogSteps, scalingSeconds } from "../../facts/backlog-scaling";
import type { CompleteService } from "../complete-service";
import type { Backlog } from "../scaling";

/** Arguments of {@link createBacklogScaling}. */
export interface BacklogScalingArgs {
  target: aws.appautoscaling.Target;
  scaling: Pick<CompleteService["scaling"], "min" | "max">;
  backlog: Backlog;
}

/**
 * Scales a service on the messages of a queue, from and to zero: those that wait and those that tasks are working on, divided by
 * the messages of one task. Step scaling, since a metric per task doesn't exist without tasks. SQS measures once a minute, and an
 * idle queue up to 15 minutes later. Costs two CloudWatch alarms, $0.20 a month.
 *
 * As the backlog shrinks, tasks are stopped: one with long work in progress protects itself, for which its role has the
 * permission; otherwise the message is received again.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html (read 2026-11-21)
 */
export function createBacklogScaling(
  name: string,
  { target, scaling, backlog }: BacklogScalingArgs,
  options: pulumi.CustomResourceOptions,
): void {
  const policy = (
    suffix: string,
    stepAdjustments: aws.types.input.appautoscaling.PolicyStepScalingPolicyConfigurationStepAdjustment[],
  ) =>
    new aws.appautoscaling.Policy(
      `${name}-${suffix}`,
      {
        policyType: "StepScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        stepScalingPolicyConfiguration: {
          adjustmentType: "ExactCapacity",
          cooldown: scalingSeconds.cooldown,
          metricAggregationType: "Maximum",
          stepAdjustments,
        },
      },
      options,
    );
  const alarm = (
    suffix: string,
    actions: aws.appautoscaling.Policy,
    args: Partial<aws.cloudwatch.MetricAlarmArgs>,
  ) =>
    new aws.cloudwatch.MetricAlarm(
      `${name}-${suffix}`,
      {
        metricQueries: backlogOf(backlog.queueName),
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        evaluationPeriods: 1,
        ...args,
        alarmActions: [actions.arn],
      },
      options,
    );

  const busy = policy(
    "backlog",
    backlogSteps(scaling, backlog.messagesPerTask).map(({ tasks, from, to }) => ({
      scalingAdjustment: tasks,
      // Relative to the threshold, one message.
      metricIntervalLowerBound: String(from - 1),
      ...(to !== undefined && { metricIntervalUpperBound: String(to - 1) }),
    })),
  );
  alarm("backlog", busy, {
    alarmDescription: `The queue of ${name} has messages`,
    treatMissingData: "notBreaching",
  });
  const idle = policy("idle", [{ scalingAdjustment: scaling.min, metricIntervalUpperBound: "0" }]);
  alarm("idle", idle, {
    alarmDescription: `The queue of ${name} is empty`,
    comparisonOperator: "LessThanThreshold",
    evaluationPeriods: scalingSeconds.idle / scalingSeconds.period,
    // SQS stops measuring a queue that nobody uses.
    treatMissingData: "breaching",
  });
}

/** Messages that wait, and those that a task has received and not yet deleted. */
function backlogOf(QueueName: pulumi.Input<string>): aws.types.input.cloudwatch.MetricAlarmMetricQuery[] {
  const metric = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: "AWS/SQS",
      metricName,
      dimensions: { QueueName },
      period: scalingSeconds.period,
      stat: "Maximum",
    },
  });
  return [
    { id: "backlog", expression: "waiting + received", label: "Messages", returnData: true },
    metric("waiting", "ApproximateNumberOfMessagesVisible"),
    metric("received", "ApproximateNumberOfMessagesNotVisible"),
  ];
}
