import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Configuration } from "./configuration.js";

/** An answer, before it is put on the wire. */
export interface Reply {
  /** HTTP status. */
  status: number;
  /** Whole body. */
  body: string;
  /** Headers beside those that every answer has. Content-Type is plain text unless said here. */
  headers?: Record<string, string>;
  /** Whether the answer is left out of the log because it is asked for all the time and says nothing new. */
  quiet?: boolean;
}

/** What a route may know of the service that it belongs to. */
export interface ServiceState {
  /** True from the moment the service is told to stop. */
  readonly stopping: boolean;
}

/** Answers GET (and HEAD) of one path. */
export type Route = (request: IncomingMessage, service: ServiceState) => Reply | Promise<Reply>;

/** The paths that the service answers. */
export function helloRoutes(configuration: Configuration): ReadonlyMap<string, Route> {
  const { greeting, version, platform } = configuration;
  return new Map<string, Route>([
    [
      "/",
      ({ headers }) =>
        greetingIn(headers.accept, { greeting, version, platform, protocol: protocolOf(headers) }),
    ],
    ["/healthz", (_request, { stopping }) => healthOf(stopping)],
  ]);
}

function greetingIn(
  accept: string | undefined,
  hello: { greeting: string; version: string; platform: string; protocol: string },
): Reply {
  const headers = { Vary: "Accept" };
  if (accept?.includes("application/json")) {
    return {
      status: 200,
      body: `${JSON.stringify(hello)}\n`,
      headers: { ...headers, "Content-Type": "application/json; charset=utf-8" },
    };
  }
  return {
    status: 200,
    body: `${hello.greeting} from version ${hello.version} on ${hello.platform}, over ${hello.protocol}\n`,
    headers,
  };
}

/**
 * What the client speaks with CloudFront, or with the load balancer, which tell it in a header each; without one, with this
 * service. Behind CloudFront the load balancer's header tells what CloudFront speaks with it.
 */
function protocolOf(headers: IncomingHttpHeaders): "http" | "https" {
  const forwarded = headers["cloudfront-forwarded-proto"] ?? headers["x-forwarded-proto"];
  return forwarded === "https" ? "https" : "http";
}

/** A load balancer sends requests after a 200 and moves away after a 503. */
function healthOf(stopping: boolean): Reply {
  return stopping ? { status: 503, body: "stopping\n" } : { status: 200, body: "ok\n", quiet: true };
}
