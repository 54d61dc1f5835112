/**
 * Name of a key attribute of DynamoDB, of the characters that need no escaping anywhere.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html (read 2026-11-21)
 */
export const attributeName = {
  pattern: /^[A-Za-z0-9_.-]{1,255}$/,
  allowed: "1 to 255 letters, digits, underscores, dots and hyphens",
} as const;
