import { setTimeout as pause } from "node:timers/promises";
import { ApiException } from "@kubernetes/client-node";
import type { Terminal } from "./run";

/** Attempts at a request. */
const maxAttempts = 5;

/** Repeats a request that reads, where the API server throttles it or can't be reached: Kubernetes' client repeats none. */
export async function repeating<Result>(
  request: () => Promise<Result>,
  { interval }: Pick<Terminal, "interval">,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      if (attempt === maxAttempts || !isTransient(error)) throw readable(error);
      await pause(interval * attempt);
    }
  }
}

/** Whether the API server has refused a request with this status. */
export function isRefused(error: unknown, status: number): boolean {
  return error instanceof Error && "code" in error && error.code === status;
}

function isTransient(error: unknown): boolean {
  if (error instanceof ApiException) return error.code === 429 || error.code >= 500;
  return error instanceof Error && error.name === "FetchError";
}

/** An error with the API server's message alone: the client's has the headers and the whole answer. */
export function readable(error: unknown): unknown {
  if (!(error instanceof ApiException)) return error;
  return Object.assign(new Error(`Kubernetes refused (${error.code}): ${messageIn(error.body)}`), {
    code: error.code,
  });
}

function messageIn(body: unknown): string {
  try {
    const { message } = typeof body === "string" ? JSON.parse(body) : body;
    return String(message);
  } catch {
    return String(body);
  }
}
