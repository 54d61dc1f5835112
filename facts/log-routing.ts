import { kmsKeyArn } from "./identifiers";

/** What sends the log lines of a task on ECS to where they are kept. */
export const logDrivers = ["awslogs", "firelens"] as const;

/** The log driver of a task on ECS: that of CloudWatch Logs, or a log router beside its containers. */
export type LogDriver = (typeof logDrivers)[number];

/**
 * What the log router has of a task's CPU units and of its memory in MiB, a hard limit. FireLens limits what it buffers to 25 MiB for
 * each of its inputs; AWS reserves 51 MiB in its examples.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html (read 2026-11-21)
 */
export const logRouterSize = { cpu: 64, memory: 128 } as const;

/**
 * Log lines that Docker keeps in memory while the router doesn't take them. By default a million, which could be all of a task's memory.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-docker-buffer-limit.html (read 2026-11-21)
 */
export const bufferedLogLines = 16_384;

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html (read 2026-11-22) */
export const firehoseArn = {
  pattern: /^arn:aws[a-z-]{0,20}:firehose:([a-z0-9-]{1,30}):\d{12}:deliverystream\/[A-Za-z0-9_.-]{1,64}$/,
  allowed:
    "the ARN of a delivery stream, such as arn:aws:firehose:us-east-1:111122223333:deliverystream/logs",
};

/** The name of an S3 bucket. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html (read 2026-11-22) */
export const bucketName = {
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  allowed: "the name of an S3 bucket, such as example-logs",
};

/** The KMS key of a bucket. */
export const keyArn = {
  pattern: kmsKeyArn,
  allowed: "the ARN of a KMS key, such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-…",
};
