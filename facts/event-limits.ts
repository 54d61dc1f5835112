/**
 * What EventBridge allows of events.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html (read 2026-11-21)
 */
export const eventLimits = {
  /** Characters of a source, and of a type. */
  name: /^[^\p{Cc}]{1,256}$/u,
  /** Characters of the name of a bus. */
  bus: /^[A-Za-z0-9._/-]{1,256}$/,
  /** Characters of the pattern of a rule, as JSON. */
  pattern: 2048,
  /** Characters of a part of an object's key. */
  key: /^[^\p{Cc}]{1,512}$/u,
} as const;

/**
 * Characters of a container's overrides in RunTask, the JSON around them included: a longer event fails the run. AWS Batch runs
 * its containers by the same API.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html (read 2026-11-21)
 */
export const overridesLength = 8192;
