import type { IncomingMessage } from "node:http";
import type { Limits } from "./limits.js";

/**
 * Reads a request to its end and drops what it reads: no route here takes a body.
 * Resolves to whether the body kept within `bodyBytes`; for one that doesn't, at the latest after `linger`.
 * Stays pending for a request that its client aborts; there is nobody left to answer.
 */
export function receivesWithin(
  { bodyBytes, linger }: Pick<Limits, "bodyBytes" | "linger">,
  request: IncomingMessage,
): Promise<boolean> {
  return new Promise((resolve) => {
    let received = 0;
    let refusal: NodeJS.Timeout | undefined;
    const limit = (bytes: number) => {
      if (bytes > bodyBytes) refusal ??= setTimeout(() => resolve(false), linger);
    };
    limit(Number(request.headers["content-length"] ?? 0));
    request.on("data", (chunk: Buffer) => {
      received += chunk.length;
      limit(received);
    });
    request.on("end", () => {
      clearTimeout(refusal);
      resolve(refusal === undefined);
    });
    // An aborted request is its client's error; the response's `close` logs it.
    request.on("error", () => clearTimeout(refusal));
  });
}
