import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FailureTopic } from "../failure-topic";
import type { EksJobFailuresArgs } from "./job-failures-arguments";

/** What the metric of failed runs is called, and its dimension. */
const metric = { name: "FailedJobs", dimension: "Job" } as const;

/**
 * Alarms of the runs of jobs on EKS that failed, each of which tells an SNS topic. The control plane has no metric of Jobs, but its
 * audit log has each update of a Job's status: a metric filter counts those by which a Job becomes `Failed`, by its CronJob. Nobody
 * subscribes to a topic of its own yet.
 *
 * Costs $0.10 a month for the alarm of each job; in an hour in which one fails, a 730th of a metric's $0.30.
 */
export class EksJobFailures extends pulumi.ComponentResource {
  /** The topic of failures. */
  public readonly failures: FailureTopic;
  /** What counts them. */
  public readonly filter: aws.cloudwatch.LogMetricFilter;

  constructor(name: string, args: EksJobFailuresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:eks:EksJobFailures", name, {}, opts);
    this.failures = args.topic ?? new aws.sns.Topic(`${name}-job-failures`, {}, { parent: this });
    this.filter = this.createFilter(name, args);
    for (const job of args.jobs) this.createAlarm(job, args);
    this.registerOutputs({ failures: this.failures.arn });
  }

  private createFilter(
    name: string,
    { cluster, auditLogGroupName }: EksJobFailuresArgs,
  ): aws.cloudwatch.LogMetricFilter {
    return new aws.cloudwatch.LogMetricFilter(
      `${name}-failed-jobs`,
      {
        logGroupName: auditLogGroupName,
        pattern: cluster.namespace.metadata.name.apply(failedJobsPattern),
        metricTransformation: {
          namespace: metricNamespace(cluster),
          name: metric.name,
          value: "1",
          unit: "Count",
          dimensions: { [metric.dimension]: "$.responseObject.metadata.ownerReferences[0].name" },
        },
      },
      { parent: this },
    );
  }

  /**
   * In alarm for some minutes after a failure, as long as CloudWatch evaluates its data point: further ones within them are the same
   * message.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html (read 2026-11-21)
   */
  private createAlarm(job: string, { cluster }: EksJobFailuresArgs): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      `${job}-failed`,
      {
        alarmDescription: pulumi.interpolate`A run of the job ${job} failed on EKS: kubectl get jobs -n ${cluster.namespace.metadata.name} -l app.kubernetes.io/name=${job}`,
        namespace: metricNamespace(cluster),
        metricName: metric.name,
        dimensions: { [metric.dimension]: job },
        statistic: "Sum",
        period: 60,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [this.failures.arn],
      },
      { parent: this },
    );
  }
}

function metricNamespace({ name }: EksJobFailuresArgs["cluster"]): string {
  return `${name}/jobs`;
}

/** The filter pattern of the one update by which a Job becomes `Failed`. */
export function failedJobsPattern(namespace: string): string {
  return statusPattern(namespace, "Failed");
}

/**
 * The filter pattern of the one update by which a Job ends: its condition is the one after `FailureTarget` or `SuccessCriteriaMet`, which
 * comes first while pods still end, and after `Suspended`, where somebody has suspended the Job. EKS logs writes to the group batch
 * with request and response; an update that was rejected has no conditions in its response.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html (read 2026-11-21)
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup (held to 1.35.4 on 2026-11-21)
 * @see https://aws.github.io/aws-eks-best-practices/detective/ (read 2026-11-21)
 */
export function statusPattern(namespace: string, condition: "Complete" | "Failed"): string {
  const ended = (index: number) => `$.responseObject.status.conditions[${index}].type = "${condition}"`;
  const terms = [
    '$.objectRef.resource = "jobs"',
    '$.objectRef.subresource = "status"',
    `$.objectRef.namespace = "${namespace}"`,
  ];
  return `{ ${terms.map((term) => `(${term})`).join(" && ")} && ((${ended(1)}) || (${ended(2)})) }`;
}
