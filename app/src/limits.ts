/** How long the server waits and how much it takes. Times are in milliseconds. */
export interface Limits {
  /** An idle connection is kept this long. */
  keepAlive: number;
  /** The head of a request must be here by then: 408. */
  headersTimeout: number;
  /** The whole request must be here by then: 408. */
  requestTimeout: number;
  /** How often the two timeouts are looked at. */
  timeoutCheck: number;
  /** Request line and headers together, in bytes: 431. */
  headerBytes: number;
  /** Body, in bytes: 413. */
  bodyBytes: number;
  /** A refused client may go on sending for this long: were the connection closed at once, the answer could be lost. */
  linger: number;
  /** A service that is told to stop keeps idle connections this long: a request may be on its way on one of them. */
  idleDrain: number;
  /** After so many requests a connection is closed, so that clients spread over new copies. */
  requestsPerConnection: number;
  /** Requests on one connection that wait for their answers; more of them: 429, and the connection is closed. */
  pipelinedRequests: number;
}

/**
 * Limits that suit a service behind an Application Load Balancer. Its idle timeout is 60 s: were ours shorter, it would
 * now and then reuse a connection that we are just closing, and answer 502.
 */
export const defaultLimits: Limits = {
  keepAlive: 65_000,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  timeoutCheck: 1_000,
  headerBytes: 16 * 1024,
  bodyBytes: 64 * 1024,
  linger: 250,
  idleDrain: 250,
  requestsPerConnection: 1_000,
  pipelinedRequests: 100,
};
