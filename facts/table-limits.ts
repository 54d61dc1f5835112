/**
 * Types of a key attribute, and what the API calls them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html (read 2026-11-22)
 */
export const keyTypes = { string: "S", number: "N", binary: "B" } as const;

/** The type of a key attribute, as a stack file has it. */
export type KeyType = keyof typeof keyTypes;

/** All of them. */
export const keyTypeNames = ["string", "number", "binary"] as const satisfies KeyType[];

/**
 * Name of a key attribute of DynamoDB, of the characters that need no escaping anywhere.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html (read 2026-11-21)
 */
export const attributeName = {
  pattern: /^[A-Za-z0-9_.-]{1,255}$/,
  allowed: "1 to 255 letters, digits, underscores, dots and hyphens",
} as const;
