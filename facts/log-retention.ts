/**
 * Days for which CloudWatch Logs can keep the events of a log group.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html (read 2026-03-31)
 */
export const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/**
 * Days that a stack's logs are kept unless it says otherwise: a year, as PCI DSS 10.5.1 asks. It takes $0.36 of storage for each GB
 * at most, less than the $0.50 of its ingestion.
 * @see https://aws.amazon.com/cloudwatch/pricing/ (read 2026-03-31)
 */
export const defaultRetentionDays = 365;

/** A number of days that CloudWatch Logs accepts. */
export type LogRetentionDays = (typeof logRetentionDays)[number];
