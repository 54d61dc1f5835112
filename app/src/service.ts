import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import { Server as ListeningServer } from "node:net";
import type { Duplex } from "node:stream";
import { defaultLimits, type Limits } from "./limits.js";
import type { Log } from "./log.js";
import { receivesWithin } from "./request-body.js";
import { newRequestId, requestIdOf } from "./request-id.js";
import { pathOf } from "./request-path.js";
import type { Reply, Route, ServiceState } from "./routes.js";
import type { Telemetry } from "./telemetry.js";

const allowed = "GET, HEAD";

/**
 * An HTTP service that answers and logs every request, good or bad, and can be stopped without losing one.
 * It answers once it has the whole request, so a client that still sends is open work when the service stops.
 */
export class Service implements ServiceState {
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #log: Log;
  readonly #limits: Limits;
  readonly #telemetry: Telemetry | undefined;
  readonly #server: Server;
  /** Answers that aren't complete yet, with their requests' ids. */
  readonly #open = new Map<ServerResponse, string>();
  /** Requests without a complete answer on each connection. */
  readonly #pipelined = new WeakMap<Duplex, number>();
  #stopping = false;
  /** Whether a service that stops has waited for requests that were on their way. */
  #drained = false;

  /**
   * @param limits differences from {@link defaultLimits}
   * @param telemetry records requests, if given
   */
  constructor(
    routes: ReadonlyMap<string, Route>,
    log: Log,
    limits: Partial<Limits> = {},
    telemetry?: Telemetry,
  ) {
    this.#routes = routes;
    this.#log = log;
    this.#limits = { ...defaultLimits, ...limits };
    this.#telemetry = telemetry;
    this.#server = this.#createServer();
  }

  /** True from the moment the service is told to stop. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Requests that have no complete answer yet. */
  get openRequests(): number {
    return this.#open.size;
  }

  /** Listens on all addresses. Resolves to the port; rejects with the system's error, such as EADDRINUSE. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, () => {
        this.#server.off("error", reject);
        const address = this.#server.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  }

  /**
   * Takes no new connection from now on, says on each answer that the connection ends, and resolves when the last open
   * request is answered. Until then, and for a moment in any case, a request on a connection that is already there is
   * still answered: it was on its way before its sender could know. What is open after `limit` milliseconds is cut off.
   * @returns how many requests were cut off
   */
  stop(limit: number): Promise<number> {
    this.#stopping = true;
    return new Promise((resolve) => {
      let cutOff = 0;
      const deadline = setTimeout(() => {
        cutOff = this.#open.size;
        this.#server.closeAllConnections();
      }, limit);
      // http.Server's own close() would also cut the idle connections at once, and no timeout be looked at any more.
      ListeningServer.prototype.close.call(this.#server, () => {
        clearTimeout(deadline);
        resolve(cutOff);
      });
      setTimeout(
        () => {
          this.#drained = true;
          this.#closeWhenDone();
        },
        Math.min(limit, this.#limits.idleDrain),
      );
    });
  }

  #createServer(): Server {
    const limits = this.#limits;
    const server = createServer({
      keepAliveTimeout: limits.keepAlive,
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      connectionsCheckingInterval: limits.timeoutCheck,
      maxHeaderSize: limits.headerBytes,
      // Checked in #reply instead: Node's own refusal would be missing from the log.
      requireHostHeader: false,
    });
    server.maxRequestsPerSocket = limits.requestsPerConnection;
    const serve = (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response);
    server.on("request", serve);
    // By itself Node answers these two without a word in the log.
    server.on("checkExpectation", serve);
    server.on("connect", (request, socket) =>
      this.#refuse(socket, 405, { method: request.method, path: request.url }, [`Allow: ${allowed}`]),
    );
    server.on("clientError", (error: NodeJS.ErrnoException, socket) => this.#clientError(error, socket));
    return server;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const waiting = (this.#pipelined.get(request.socket) ?? 0) + 1;
    // The one above the limit is refused, and with its answer the connection ends: what comes after it is never answered.
    if (waiting > this.#limits.pipelinedRequests + 1) return;
    this.#pipelined.set(request.socket, waiting);
    const started = performance.now();
    const requestId = requestIdOf(request.headers);
    const span = this.#telemetry?.begin(request.headers.traceparent);
    // A route that calls others passes on the headers of its request, and thereby its span as the parent of theirs.
    if (span) request.headers.traceparent = span.traceparent;
    const traced = span && { traceId: span.traceId };
    const fields = { requestId, ...traced, method: request.method, path: pathOf(request.url) };
    let quiet = false;
    this.#open.set(response, requestId);
    response.once("close", () => {
      this.#open.delete(response);
      this.#pipelined.set(request.socket, (this.#pipelined.get(request.socket) ?? 1) - 1);
      const durationMs = Math.round((performance.now() - started) * 10) / 10;
      if (!response.writableFinished) this.#log("warn", "request aborted", { ...fields, durationMs });
      else if (!quiet) {
        this.#log("info", "request", { ...fields, status: response.statusCode, durationMs });
        const route = this.#routes.has(fields.path) ? fields.path : undefined;
        span?.end({ method: request.method ?? "", route, status: response.statusCode });
      }
      this.#closeWhenDone();
    });

    let reply: Reply;
    try {
      const tooMany = waiting > this.#limits.pipelinedRequests;
      reply = tooMany ? plain(429, { Connection: "close" }) : await this.#reply(request, fields.path);
    } catch (error) {
      this.#log("error", "route failed", { ...fields, error });
      reply = plain(500);
    }
    quiet = reply.quiet ?? false;
    this.#send(response, reply, requestId);
  }

  async #reply(request: IncomingMessage, path: string): Promise<Reply> {
    if (!(await receivesWithin(this.#limits, request))) return plain(413, { Connection: "close" });
    const hosts = request.headersDistinct.host?.length ?? 0;
    if (hosts > 1 || (hosts === 0 && request.httpVersion === "1.1")) return plain(400);
    const route = this.#routes.get(path);
    if (route === undefined) return plain(404);
    if (request.method !== "GET" && request.method !== "HEAD") return plain(405, { Allow: allowed });
    return route(request, this);
  }

  #send(response: ServerResponse, reply: Reply, requestId = newRequestId()): void {
    if (response.headersSent || response.destroyed) return;
    response.writeHead(reply.status, {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Length": Buffer.byteLength(reply.body),
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "X-Request-Id": requestId,
      ...reply.headers,
      ...(this.#stopping ? { Connection: "close" } : {}),
    });
    response.end(reply.body);
  }

  /** Once the last request is answered, whoever is still connected only waits, or dawdles over a request's head. */
  #closeWhenDone(): void {
    if (this.#drained && this.#open.size === 0) this.#server.closeAllConnections();
  }

  #clientError(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (socket.writableEnded) return;
    if (!socket.writable || error.code === "ECONNRESET") {
      socket.destroy();
      return;
    }
    const fields = { code: error.code, reason: error.message };
    const response = [...this.#open.keys()].findLast((each) => each.req.socket === socket);
    if (response === undefined) {
      this.#refuse(socket, statusOf(error), fields);
    } else if (response.req.complete) {
      // The error came after a whole request, which still gets its answer.
      this.#log("warn", "bad request", { requestId: newRequestId(), ...fields });
      if (!response.headersSent) response.setHeader("Connection", "close");
      response.once("close", () => socket.destroy());
    } else {
      this.#send(response, plain(statusOf(error), { Connection: "close" }), this.#open.get(response));
    }
  }

  /** Answers what isn't a request that Node could hand over. */
  #refuse(socket: Duplex, status: number, fields: object, headers: string[] = []): void {
    const requestId = newRequestId();
    this.#log("warn", "bad request", { requestId, ...fields, status });
    const body = `${STATUS_CODES[status]}\n`;
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "Content-Type: text/plain; charset=utf-8",
      `Content-Length: ${body.length}`,
      `X-Request-Id: ${requestId}`,
      "Connection: close",
      ...headers,
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
    // Were the connection closed on a client that still sends, its system would throw the answer away.
    socket.on("data", () => {});
    setTimeout(() => socket.destroy(), this.#limits.linger).unref();
  }
}

function plain(status: number, headers: Record<string, string> = {}): Reply {
  return { status, body: `${STATUS_CODES[status]}\n`, headers };
}

function statusOf(error: NodeJS.ErrnoException): number {
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") return 408;
  if (error.code === "HPE_HEADER_OVERFLOW") return 431;
  if (error.code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return 413;
  return 400;
}
