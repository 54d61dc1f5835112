import type * as pulumi from "@pulumi/pulumi";
import { queueLimits } from "../../facts/queue-limits";
import { validateWholeNumber } from "../invalid-arguments";

/** Arguments of `DataQueue`. */
export interface DataQueueArgs {
  /**
   * Seconds that a message which was received stays invisible to other receivers, 0 to 43200: longer than it takes to process
   * one, or it is processed twice.
   * @default 30
   */
  visibilitySeconds?: number;
  /** How often a message is received before it goes to the dead-letter queue, 1 to 1000. @default 5 */
  maxReceives?: number;
  /**
   * Whether it is a FIFO queue: messages of a message group arrive in the order in which they were sent, each once. Each message
   * that is sent to it has a group. $0.50 per million requests in place of $0.40. A change replaces the queue, and its messages are
   * lost.
   * @default false
   */
  fifo?: boolean;
  /**
   * Whether SQS takes two messages of a FIFO queue with the same body, within 5 minutes, for one. Otherwise each message that is
   * sent to it has a deduplication id.
   * @default false
   */
  contentBasedDeduplication?: boolean;
  /** ARNs of the buckets, in the same account, whose events the queue accepts; a FIFO queue gets none. @default none */
  notifiedBy?: pulumi.Input<string>[];
  /** Whether Pulumi refuses to delete the queue and its dead-letter queue. @default false */
  protect?: boolean;
}

/** Validates the arguments of a queue. */
export function validateDataQueue(args: DataQueueArgs): string[] {
  const {
    visibilitySeconds,
    maxReceives,
    fifo = false,
    contentBasedDeduplication = false,
    notifiedBy = [],
  } = args;
  return [
    ...validateWholeNumber("visibilitySeconds", visibilitySeconds, queueLimits.visibilitySeconds),
    ...validateWholeNumber("maxReceives", maxReceives, queueLimits.maxReceives),
    ...(contentBasedDeduplication && !fifo
      ? ["contentBasedDeduplication is true: must be false without fifo: true"]
      : []),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html (read 2026-11-22)
    ...(fifo && notifiedBy.length > 0
      ? [
          `notifiedBy has ${notifiedBy.length}: must be empty with fifo: true, since S3 notifies no FIFO queue`,
        ]
      : []),
  ];
}
