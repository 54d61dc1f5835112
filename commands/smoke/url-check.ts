import type { Check } from "../check";
import { messageOf } from "../errors";
import type { Address } from "./deployed-stack";

/** Milliseconds in which a service has to answer. */
const longestAnswer = 10_000;

/** Whether a URL answers: on its health path, or where its first route leads alone, on that route. */
export async function checkUrl({ name, platform, url, healthPath }: Address): Promise<Check> {
  const asked = new URL(url);
  const isRoot = asked.pathname === "/";
  if (isRoot && healthPath !== undefined) asked.pathname = healthPath;
  const what = `${asked.href} (${name} on ${platform})`;
  try {
    const { status } = await fetch(asked, {
      redirect: "manual",
      signal: AbortSignal.timeout(longestAnswer),
    });
    const result = verdictOn(status, isRoot);
    return {
      what,
      result,
      detail: `answers ${status}`,
      next: result === "ok" ? undefined : adviceOn(status),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return {
      what,
      result: "failed",
      detail: `doesn't answer: ${messageOf(cause)}`,
      next: "a new load balancer and a new record take minutes; then look at the record, the certificate and the ranges of network.ingress",
    };
  }
}

/** Redirects lead to a login, 401 and 403 ask for one. What answers 404 on a route answers all the same. */
function verdictOn(status: number, isHealthPath: boolean): Check["result"] {
  if (status < 400 || status === 401 || status === 403) return "ok";
  return status < 500 && !isHealthPath ? "ok" : "failed";
}

function adviceOn(status: number): string {
  if (status === 503) return "no target is healthy, or no rule leads to one: see the checks of its targets";
  return status === 404
    ? "the load balancer or the service knows no such path: compare routes and health.path"
    : "look at the service's log lines: docs/operations.md, Logs";
}
