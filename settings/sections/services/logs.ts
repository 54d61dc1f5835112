import type { z } from "zod";
import type { DescribedLogs, Logs } from "../../../components/log-routing";
import { dataArns } from "../../../facts/data-arns";
import { defaultRetentionDays, logRetentionDays } from "../../../facts/log-retention";
import { firehoseArn, keyArn, logDrivers } from "../../../facts/log-routing";
import type { StackContext } from "../../section";
import { type Complete, withDefault } from "../../toolkit/defaults";
import { boolean, choice, numberChoice, object, onlyOn, string } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest } from "../../toolkit/words";

/** Logs of a container. */
export const logsSchema = withDefault(
  {},
  object(
    {
      retentionDays: withDefault(
        defaultRetentionDays,
        numberChoice(
          logRetentionDays,
          "Days that CloudWatch Logs keeps the logs. $0.50 per GB ingested, $0.03 per GB-month stored.",
        ),
      ),
      driver: onlyOn(
        ["ecs"],
        withDefault(
          "awslogs",
          choice(
            logDrivers,
            "What sends log lines on ECS: awslogs, or with firelens Fluent Bit as a log router in each task, which has 64 CPU units " +
              "and 128 MiB of the task's. On EKS Fluent Bit on each node does.",
            { awsfirelens: "firelens", "fluent-bit": "firelens", fluentbit: "firelens" },
          ),
        ),
      ),
      cloudWatch: onlyOn(
        ["ecs"],
        withDefault(true, boolean("Whether the log router writes to CloudWatch Logs, each line as it is.")),
      ),
      firehoseArn: onlyOn(
        ["ecs"],
        string(
          firehoseArn.pattern,
          firehoseArn.allowed,
          "A Firehose delivery stream that the log router writes to, each line as JSON with its container, task and cluster. " +
            "From $0.029 per GB. Default: none.",
        ),
      ),
      bucket: onlyOn(
        ["ecs"],
        string(
          new RegExp(`${dataArns.bucket.pattern.source}|^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$`),
          "the name of a bucket among the data, or the ARN of one, such as arn:aws:s3:::example-logs",
          "A bucket that the log router writes the same to, compressed, below logs/STACK/NAME/, every ten minutes or 20 MB. " +
            "In the stack's region. $0.005 per 1,000 files, $0.023 per GB-month. Default: none.",
        ),
      ),
      bucketKeyArn: onlyOn(
        ["ecs"],
        string(
          keyArn.pattern,
          keyArn.allowed,
          "The KMS key that the bucket encrypts with by default, which the tasks may use then. Default: none, a key of S3's own.",
        ),
      ),
    },
    "The service's logs.",
  ),
);

/** Logs as a stack file has them. */
export type GivenLogs = z.output<typeof logsSchema>;

/** The logs, complete; without what only a log router has where there is none. */
export function logsSettings(
  all: Complete<typeof logsSchema>,
): DescribedLogs & Pick<typeof all, "retentionDays"> {
  const { retentionDays, driver, cloudWatch, firehoseArn, bucket, bucketKeyArn } = all;
  if (driver === "awslogs") return { retentionDays };
  return {
    retentionDays,
    driver,
    cloudWatch,
    ...(firehoseArn !== undefined && { firehoseArn }),
    ...(bucket !== undefined && { bucket }),
    ...(bucketKeyArn !== undefined && { bucketKeyArn }),
  };
}

/** Adds an error where no platform of a service or a job collects its logs. */
export function validateLogs(
  at: Path,
  given: { logs?: GivenLogs | undefined },
  running: readonly string[],
  { platformsIgnoring }: StackContext,
  errors: ValidationErrors,
): void {
  if (given.logs?.retentionDays === undefined) return;
  if (!running.every((platform) => platformsIgnoring.logs.includes(platform))) return;
  const off = formatPath(["eks", "containerLogs"]);
  errors.add(
    [...at, "logs", "retentionDays"],
    `has no effect: nothing of the stack collects logs there, on a cluster that is there already or with ${off}: false.`,
  );
}

/** Adds errors for what a log router can't do as it is given. */
export function validateLogRouting(
  path: Path,
  logs: GivenLogs = {},
  { data, region, reportingBuckets }: Pick<StackContext, "data" | "region" | "reportingBuckets">,
  errors: ValidationErrors,
): void {
  const at = [...path, "logs"];
  const { driver, cloudWatch, bucket } = logs;
  if (driver !== "firelens") {
    for (const key of ["cloudWatch", "firehoseArn", "bucket", "bucketKeyArn"] as const) {
      if (logs[key] !== undefined) {
        errors.add([...at, key], "needs a log router: set driver to firelens, or remove it.");
      }
    }
    return;
  }
  if (cloudWatch === false && logs.firehoseArn === undefined && bucket === undefined) {
    errors.add([...at, "cloudWatch"], "is false, and log lines would go nowhere: set firehoseArn or bucket.");
  }
  if (logs.bucketKeyArn !== undefined && bucket === undefined) {
    errors.add([...at, "bucketKeyArn"], "has no effect without bucket: set one, or remove it.");
  }
  for (const [key, { pattern }] of [
    ["firehoseArn", firehoseArn],
    ["bucketKeyArn", keyArn],
  ] as const) {
    const [, own] = pattern.exec(logs[key] ?? "") ?? [];
    if (own !== undefined && region !== undefined && own !== region) {
      errors.add([...at, key], `is in ${own}, but the stack is in ${region}: choose one in the same region.`);
    }
  }
  if (bucket !== undefined && !bucket.startsWith("arn:")) {
    validateBucket([...at, "bucket"], bucket, data, reportingBuckets, errors);
  }
}

function validateBucket(
  at: Path,
  bucket: string,
  data: StackContext["data"],
  reporting: readonly string[],
  errors: ValidationErrors,
): void {
  if (errors.has(at) || errors.has(["data", bucket])) return;
  const formatted = errors.format(at, bucket);
  const type = Object.hasOwn(data, bucket) ? data[bucket] : undefined;
  const buckets = Object.keys(data).filter((name) => data[name] === "bucket");
  if (type === undefined) {
    const near = nearest(bucket, buckets);
    errors.add(
      at,
      `is ${formatted}, but no data of the stack.${near === undefined ? "" : ` Did you mean ${near}?`} Name a bucket of its data, ` +
        "or give the ARN of one that exists.",
    );
  } else if (type !== "bucket") {
    errors.add(at, `is ${formatted}, of type ${type}: choose data of type bucket.`);
  } else if (reporting.includes(bucket)) {
    errors.add(
      at,
      `is ${formatted}, which notifies a queue or starts a job for each new object, and each file with log lines would be one: ` +
        "choose another bucket.",
    );
  }
}

/** Adds errors for log lines of a service or a job on a platform without a log router; `why` says what that platform does. */
export function validateNotRouted(path: Path, logs: Logs, why: string, errors: ValidationErrors): void {
  for (const key of ["firehoseArn", "bucket", "bucketKeyArn"] as const) {
    const at = [...path, "logs", key];
    if (logs[key] !== undefined && !errors.has(at)) errors.add(at, why);
  }
  const at = [...path, "logs", "cloudWatch"];
  if (logs.cloudWatch === false && !errors.has(at)) errors.add(at, why);
}
