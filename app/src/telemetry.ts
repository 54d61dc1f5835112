import { randomBytes } from "node:crypto";
import { request as post } from "node:http";
import type { TelemetryConfiguration } from "./telemetry-configuration.js";

/** A request on its way. */
export interface Span {
  traceId: string;
  /** What requests on behalf of this one have as their header traceparent. */
  traceparent: string;
  /** Records the answer. `route` is undefined for paths that aren't any's. */
  end(answer: { method: string; route: string | undefined; status: number }): void;
}

/** https://www.w3.org/TR/trace-context: version, trace, parent, flags. A later version may have more behind a hyphen. */
const wellFormed =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.{0,200})?$/;
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const most = 512;
const timeout = 2_000;
const scope = { name: "hello" };

/**
 * Spans and a counter of requests, in OTLP as JSON. They are sent together every five seconds and at the end, after the answers, and
 * given up where the collector doesn't take them: no request waits for it, and none fails.
 */
export class Telemetry {
  readonly #configuration: TelemetryConfiguration;
  readonly #counts = new Map<string, { attributes: object[]; count: number }>();
  #spans: object[] = [];
  #since = nanoseconds(Date.now());

  constructor(configuration: TelemetryConfiguration, interval = 5_000) {
    this.#configuration = configuration;
    setInterval(() => void this.flush(), interval).unref();
  }

  /** Begins the span of a request, within its caller's where the header says one. */
  begin(header: string | string[] | undefined): Span {
    const started = Date.now();
    const [, version, trace, parentSpanId, flags = "00", more] = wellFormed.exec(String(header)) ?? [];
    const isValid = trace !== undefined && !(version === "00" && more !== undefined);
    const traceId = isValid ? trace : randomBytes(16).toString("hex");
    const spanId = randomBytes(8).toString("hex");
    const sampled = isValid ? (Number.parseInt(flags, 16) & 1) === 1 : this.#isSampled(traceId);
    return {
      traceId,
      traceparent: `00-${traceId}-${spanId}-${sampled ? "01" : "00"}`,
      end: ({ method, route, status }) => {
        const known = methods.includes(method) ? method : "_OTHER";
        const attributes = attributesOf({
          "http.request.method": known,
          "http.response.status_code": status,
          ...(route !== undefined && { "http.route": route }),
        });
        const times = { startTimeUnixNano: nanoseconds(started), endTimeUnixNano: nanoseconds(Date.now()) };
        const name = route === undefined ? known : `${known} ${route}`;
        if (sampled && this.#configuration.traces && this.#spans.length < most) {
          const parent = isValid && { parentSpanId };
          const outcome = { kind: 2, status: status >= 500 ? { code: 2 } : {} };
          this.#spans.push({ traceId, spanId, ...parent, name, ...outcome, ...times, attributes });
        }
        const key = `${name} ${status}`;
        this.#counts.set(key, { attributes, count: (this.#counts.get(key)?.count ?? 0) + 1 });
      },
    };
  }

  /** Sends what there is. Resolves when the collector has it, or doesn't take it within two seconds. */
  async flush(): Promise<void> {
    const { traces, metrics, resource } = this.#configuration;
    const of = { resource: { attributes: attributesOf(resource) } };
    const [spans, counts, since] = [this.#spans, [...this.#counts.values()], this.#since];
    this.#spans = [];
    this.#counts.clear();
    this.#since = nanoseconds(Date.now());
    const times = { startTimeUnixNano: since, timeUnixNano: this.#since };
    const dataPoints = counts.map(({ attributes, count }) => ({
      ...times,
      attributes,
      asInt: String(count),
    }));
    // 1: the requests since the last time.
    const sum = { dataPoints, aggregationTemporality: 1, isMonotonic: true };
    const counter = { name: "http.server.requests", unit: "{request}", sum };
    await Promise.all([
      traces && spans.length > 0
        ? this.#send("traces", { resourceSpans: [{ ...of, scopeSpans: [{ scope, spans }] }] })
        : undefined,
      metrics && counts.length > 0
        ? this.#send("metrics", {
            resourceMetrics: [{ ...of, scopeMetrics: [{ scope, metrics: [counter] }] }],
          })
        : undefined,
    ]);
  }

  #isSampled(traceId: string): boolean {
    return Number.parseInt(traceId.slice(-13), 16) < this.#configuration.ratio * 16 ** 13;
  }

  #send(signal: "traces" | "metrics", message: object): Promise<void> {
    const { endpoint } = this.#configuration;
    const url = new URL(`${endpoint.pathname.replace(/\/$/, "")}/v1/${signal}`, endpoint);
    const headers = { "Content-Type": "application/json" };
    return new Promise((resolve) => {
      const request = post(url, { method: "POST", headers, signal: AbortSignal.timeout(timeout) });
      request.on("response", (response) => response.resume());
      request.on("error", () => resolve());
      request.on("close", () => resolve());
      request.end(JSON.stringify(message));
    });
  }
}

function attributesOf(values: Record<string, string | number>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}

function nanoseconds(milliseconds: number): string {
  return `${milliseconds}000000`;
}
