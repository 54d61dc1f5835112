import type * as pulumi from "@pulumi/pulumi";
import { type LogRetentionDays, logRetentionDays } from "../facts/log-retention";
import {
  bucketName,
  firehoseArn,
  keyArn,
  type LogDriver,
  logDrivers,
  logRouterSize,
} from "../facts/log-routing";
import { sidecarLimits } from "../facts/sidecar-limits";
import type { DataSource } from "./data-source";
import { validateOneOf, validatePattern } from "./invalid-arguments";

/** Where log lines go. */
export interface Logs {
  /** Days that CloudWatch Logs keeps them; $0.50 per GB ingested, $0.03 per GB-month stored. @default 30 */
  retentionDays?: LogRetentionDays;
  /**
   * What sends them on ECS: `awslogs`, or with `firelens` Fluent Bit as a log router in each task, which takes 64 CPU units and 128 MiB
   * of the task's. On EKS Fluent Bit on each node does, and writes to CloudWatch Logs alone.
   * @default awslogs
   */
  driver?: LogDriver;
  /** Whether the log router writes to CloudWatch Logs. @default true */
  cloudWatch?: boolean;
  /** ARN of a Firehose delivery stream that the log router writes to, from $0.029 per GB. @default none */
  firehoseArn?: string;
  /**
   * Name of an S3 bucket of the same region that the log router writes to, a file in logs/STACK/NAME/ every ten minutes or 20 MB;
   * $0.005 per 1,000 files.
   * @default none
   */
  bucket?: pulumi.Input<string>;
  /** ARN of the KMS key that the bucket encrypts with by default. @default a key of S3's own */
  bucketKeyArn?: string;
}

/** Where log lines go, with the default retention. */
export type CompleteLogs = Logs & Required<Pick<Logs, "retentionDays">>;

/** The settings of the log router alone. */
export const routingKeys = ["cloudWatch", "firehoseArn", "bucket", "bucketKeyArn"] as const;

/** Whether a log router sends the log lines on ECS. */
export function isRouted({ driver }: Pick<Logs, "driver">): boolean {
  return driver === "firelens";
}

/** What a log router sends elsewhere than to CloudWatch Logs, or not there: by the names of the arguments. */
export function routedElsewhere(logs: Logs): (typeof routingKeys)[number][] {
  return routingKeys.filter((key) => logs[key] !== undefined && !(key === "cloudWatch" && logs.cloudWatch));
}

/** Validates where log lines go; `at` is the argument that says it, such as service.logs. */
export function validateLogs(at: string, logs: CompleteLogs): string[] {
  const { bucket } = logs;
  return [
    ...validateOneOf(`${at}.retentionDays`, logs.retentionDays, logRetentionDays),
    ...validateOneOf(`${at}.driver`, logs.driver, logDrivers),
    ...(isRouted(logs) ? [] : routedElsewhere(logs).map((key) => `${at}.${key} needs ${at}.driver firelens`)),
    ...(isRouted(logs) && logs.cloudWatch === false && !logs.firehoseArn && bucket === undefined
      ? [`${at}.cloudWatch is false: must be true without ${at}.firehoseArn and ${at}.bucket`]
      : []),
    ...(logs.bucketKeyArn !== undefined && bucket === undefined
      ? [`${at}.bucketKeyArn needs ${at}.bucket: must be left out without`]
      : []),
    ...validatePattern(`${at}.firehoseArn`, logs.firehoseArn, firehoseArn.pattern, firehoseArn.allowed),
    ...(typeof bucket === "string"
      ? validatePattern(`${at}.bucket`, bucket, bucketName.pattern, bucketName.allowed)
      : []),
    ...validatePattern(`${at}.bucketKeyArn`, logs.bucketKeyArn, keyArn.pattern, keyArn.allowed),
  ];
}

/** What the log router leaves of a size, where there is one. */
export function withoutRouter<Size extends { cpu: number; memory: number }>(size: Size, logs: Logs): Size {
  return isRouted(logs)
    ? { ...size, cpu: size.cpu - logRouterSize.cpu, memory: size.memory - logRouterSize.memory }
    : size;
}

/**
 * Validates that the log router leaves a container on ECS enough; `at` is the argument that describes it.
 *
 * @param rest What its sidecars leave of its size.
 */
export function validateRouterSize(
  at: string,
  container: { cpu: number; memory: number; logs: Logs },
  rest: { cpu: number; memory: number },
): string[] {
  if (!isRouted(container.logs)) return [];
  const left = withoutRouter(rest, container.logs);
  const least = { cpu: sidecarLimits.serviceCpu.min, memory: sidecarLimits.serviceMemory.min };
  return (["cpu", "memory"] as const).flatMap((key) =>
    left[key] >= least[key]
      ? []
      : [
          `${at}.${key} is ${container[key]}: must be at least ${least[key]} above the ${container[key] - left[key]} of its log ` +
            "router and its sidecars",
        ],
  );
}

/** Validates that log lines go to CloudWatch Logs alone, as on platforms without a log router. */
export function validateNotRouted(at: string, logs: Logs, platform: string): string[] {
  return routedElsewhere(logs).map(
    (key) =>
      `${at}.${key} is of FireLens: must be left out on ${platform}, where log lines go to CloudWatch Logs`,
  );
}

/** Where log lines go as a stack file describes it: the bucket is one of the stack's data by its name there, or one that exists by its ARN. */
export type DescribedLogs = Omit<Logs, "bucket"> & { bucket?: string };

/** The same with the name of the bucket. */
export function withBucketName(
  { bucket, ...logs }: DescribedLogs,
  data: Readonly<Record<string, DataSource>>,
): Logs {
  if (bucket === undefined) return logs;
  return { ...logs, bucket: data[bucket]?.bucketName ?? bucket.slice(bucket.lastIndexOf(":") + 1) };
}
