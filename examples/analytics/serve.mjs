import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { log } from "./log.mjs";

const mostBytes = 64 * 1024;

/** A request that can't be answered as asked. */
export class Refusal extends Error {
  /** @param status status code of the answer */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Answers on PORT until SIGTERM, and what is open by then.
 *
 * @param answer from method, path, body as text, and id of a request to status, headers and body of its answer
 * @param refuse from status and message of a refusal to the same
 */
export function serve(answer, refuse) {
  const server = createServer({ requestTimeout: 30_000 }, async (request, response) => {
    if (request.url === "/healthz") return void response.end("ok\n");
    const started = performance.now();
    const id = requestId(request.headers["x-request-id"]);
    const [path] = request.url.split("?");
    const { status, headers, body } = await answerOrRefusal(request, path, id);
    response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body), "X-Request-Id": id });
    response.end(request.method === "HEAD" ? undefined : body);
    const durationMs = Math.round(performance.now() - started);
    log("info", "request", { requestId: id, method: request.method, path, status, durationMs });
  });

  async function answerOrRefusal(request, path, id) {
    try {
      return await answer({ method: request.method, path, body: await textOf(request), id });
    } catch (error) {
      if (error instanceof Refusal) return refuse(error.status, error.message);
      log("error", "request failed", { requestId: id, path, error: `${error.name}: ${error.message}` });
      return refuse(503, "try again later");
    }
  }

  // Longer than the load balancer's, so that it never sends a request to a connection that closes.
  server.keepAliveTimeout = 75_000;
  server.listen(Number(process.env.PORT ?? 8080), () =>
    log("info", "listening", { port: server.address().port }),
  );
  const stop = (signal) => {
    log("info", "stopping", { signal });
    server.close(() => log("info", "stopped"));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

function requestId(given = "") {
  return /^[A-Za-z0-9-]{1,64}$/.test(given) ? given : randomUUID();
}

async function textOf(request) {
  if (Number(request.headers["content-length"]) > mostBytes)
    throw new Refusal(413, "the request is too large");
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Refusal(413, "the request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
