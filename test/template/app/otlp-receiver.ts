import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A span in OTLP's JSON. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status: { code?: number };
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, string> }[];
}

interface Point {
  attributes: Span["attributes"];
  asInt: string;
  startTimeUnixNano: string;
  timeUnixNano: string;
}

interface Message {
  resourceSpans?: { resource: { attributes: Span["attributes"] }; scopeSpans: { spans: Span[] }[] }[];
  resourceMetrics?: {
    scopeMetrics: {
      metrics: { name: string; sum: { dataPoints: Point[]; aggregationTemporality: number } }[];
    }[];
  }[];
}

/** A receiver of OTLP over HTTP, on this machine. */
export class Receiver {
  readonly received: { path: string; type: string | undefined; message: Message }[] = [];
  readonly #server: Server;

  /** @param answers Whether it answers what it receives. */
  constructor(answers = true) {
    this.#server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const { url = "", headers } = request;
      this.received.push({ path: url, type: headers["content-type"], message: JSON.parse(body) });
      if (answers) response.end("{}");
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get spans(): Span[] {
    return this.received.flatMap(({ message }) =>
      (message.resourceSpans ?? []).flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    );
  }

  get points(): Point[] {
    return this.received.flatMap(({ message }) =>
      (message.resourceMetrics ?? []).flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap(({ metrics }) => metrics.flatMap(({ sum }) => sum.dataPoints)),
      ),
    );
  }
}
