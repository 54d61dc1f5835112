import type { Bounds } from "./service-limits";

/**
 * Seconds that a Lambda function may run.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (read 2026-11-21)
 */
export const functionSeconds = { min: 1, max: 900 } as const satisfies Bounds;

/**
 * Node.js runtimes that Lambda supports, the newest first: until 2028-04-30 and 2027-04-30.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html (read 2026-11-21)
 */
export const nodeRuntimes = ["nodejs24.x", "nodejs22.x"] as const;
