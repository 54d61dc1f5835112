import type { IncomingMessage } from "node:http";

/**
 * Reads a request to its end and drops what it reads: no route here takes a body.
 * Resolves to false as soon as the body is, or says that it will be, larger than `limit` bytes.
 * Stays pending for a request that its client aborts; there is nobody left to answer.
 */
export function receivesWithin(limit: number, request: IncomingMessage): Promise<boolean> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve(false);
  return new Promise((resolve) => {
    let received = 0;
    request.on("data", (chunk: Buffer) => {
      received += chunk.length;
      if (received <= limit) return;
      request.pause();
      resolve(false);
    });
    request.on("end", () => resolve(true));
    // An aborted request is an error of its client's; the response's `close` logs it.
    request.on("error", () => {});
  });
}
