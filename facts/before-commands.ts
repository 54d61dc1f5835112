import { functionSeconds } from "./lambda-functions";
import type { Bounds } from "./service-limits";

/** Minutes that the command before a deployment may take: on ECS a Lambda function waits for its end, and then stops it. */
export const beforeMinutes = {
  min: 1,
  max: Math.ceil(functionSeconds.max / 60) - 1,
} as const satisfies Bounds;

/**
 * Most characters of the command before a deployment, as JSON. RunTask takes overrides of 8,192, with the container's name.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html (read 2026-11-21)
 */
export const beforeCommandLength = 8000;
