import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dnsSuffixOf } from "../../facts/regions";
import type { AwsContext } from "../aws-context";
import { type CompleteLogs, isRouted } from "../log-routing";
import { stackName } from "../stack-name";

/** Where the log router of a service or a job sends its log lines. */
export interface LogRouting extends Pick<CompleteLogs, "firehoseArn" | "bucket" | "bucketKeyArn"> {
  /** Whether it writes to the log group, too. */
  cloudWatch: boolean;
  /** What the keys of its files in the bucket begin with. */
  prefix: string;
  context: AwsContext;
}

/** Where the log router of `name` sends log lines; undefined without one. */
export function logRouting(name: string, logs: CompleteLogs, context: AwsContext): LogRouting | undefined {
  if (!isRouted(logs)) return undefined;
  const { cloudWatch = true, firehoseArn, bucket, bucketKeyArn } = logs;
  const prefix = `logs/${stackName(pulumi.getProject(), pulumi.getStack())}/${name}/`;
  return {
    cloudWatch,
    prefix,
    context,
    ...(firehoseArn !== undefined && { firehoseArn }),
    ...(bucket !== undefined && { bucket }),
    ...(bucketKeyArn !== undefined && { bucketKeyArn }),
  };
}

/**
 * Allows a task to write its log lines, which its log router does with the task role: to its log group, to the delivery stream, and
 * under its prefix of the bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html (read 2026-11-22)
 * @see https://docs.fluentbit.io/manual/pipeline/outputs/s3 (read 2026-11-22)
 */
export function routingPolicy(
  { cloudWatch, firehoseArn, bucket, bucketKeyArn, prefix, context }: LogRouting,
  logGroupArn: pulumi.Input<string>,
): aws.iam.PolicyDocument {
  const bucketArn = pulumi.interpolate`arn:${context.partition}:s3:::${bucket}`;
  return {
    Version: "2012-10-17",
    Statement: [
      ...(cloudWatch
        ? [
            allow(
              "RouteToLogGroup",
              ["logs:CreateLogStream", "logs:PutLogEvents"],
              pulumi.interpolate`${logGroupArn}:*`,
            ),
          ]
        : []),
      ...(firehoseArn === undefined
        ? []
        : [allow("RouteToFirehose", "firehose:PutRecordBatch", firehoseArn)]),
      ...(bucket === undefined
        ? []
        : [allow("RouteToBucket", "s3:PutObject", pulumi.interpolate`${bucketArn}/${prefix}*`)]),
      ...(bucketKeyArn === undefined
        ? []
        : [
            {
              ...allow("EncryptInBucket", "kms:GenerateDataKey", bucketKeyArn),
              Condition: { StringEquals: { "kms:ViaService": serviceOf("s3", context) } },
            },
          ]),
    ],
  };
}

function allow(
  Sid: string,
  Action: string | string[],
  Resource: pulumi.Input<string>,
): aws.iam.PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource };
}

function serviceOf(service: string, { region }: AwsContext): pulumi.Output<string> {
  return pulumi.output(region).apply((name) => `${service}.${name}.${dnsSuffixOf(name)}`);
}
