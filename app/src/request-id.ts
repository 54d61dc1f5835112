import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const wellFormed = /^[A-Za-z0-9._:-]{1,128}$/;
const traceRoot = /(?:^|;)Root=([A-Za-z0-9-]{1,128})(?:;|$)/;

/**
 * The id by which a request is found in every log on its way: the caller's X-Request-Id where it is well-formed (1–128
 * letters, digits, `.`, `_`, `:`, `-`), else the root of the X-Amzn-Trace-Id that an Application Load Balancer adds, else a new one.
 */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers["x-request-id"];
  if (typeof given === "string" && wellFormed.test(given)) return given;
  const trace = headers["x-amzn-trace-id"];
  const root = typeof trace === "string" ? traceRoot.exec(trace)?.[1] : undefined;
  return root ?? newRequestId();
}

/** An id for a request that can't bring one, such as one that isn't HTTP at all. */
export function newRequestId(): string {
  return randomUUID();
}
