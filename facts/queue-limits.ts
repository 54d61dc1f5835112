/**
 * Limits of SQS.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html (read 2026-11-21)
 */
export const queueLimits = {
  /** VisibilityTimeout, in seconds. */
  visibilitySeconds: { min: 0, max: 43_200 },
  /** maxReceiveCount of a redrive policy. */
  maxReceives: { min: 1, max: 1000 },
} as const;
