import type { Bounds } from "./service-limits";

/**
 * Seconds that a Lambda function may run.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (read 2026-11-21)
 */
export const functionSeconds = { min: 1, max: 900 } as const satisfies Bounds;
