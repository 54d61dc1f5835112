import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { readConfiguration } from "../../../app/src/configuration";
import { Telemetry } from "../../../app/src/telemetry";
import { telemetryCollectorImage } from "../../../facts/telemetry";
import { Receiver, type Span } from "./otlp-receiver";
import { type RunningService, start } from "./running-service";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const parent = "00f067aa0ba902b7";
const attributes = (of: { attributes: Span["attributes"] } | undefined) =>
  Object.fromEntries((of?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));

describe("the service's telemetry", () => {
  const closed: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closed.splice(0)) await close();
  });

  /** The service with a collector, or one at another address. */
  async function observed(
    variables: Record<string, string> = {},
    receiver = new Receiver(),
  ): Promise<RunningService & { receiver: Receiver; telemetry: Telemetry; get: Get }> {
    const endpoint = await receiver.listen();
    const { telemetry: configuration } = readConfiguration({
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_SERVICE_NAME: "web",
      OTEL_RESOURCE_ATTRIBUTES: "service.namespace=shop%20dev,broken,bad=%E0",
      ...variables,
    });
    assert.ok(configuration);
    const telemetry = new Telemetry(configuration, 3_600_000);
    const echo = {
      "/echo": ({ headers }: { headers: object }) => ({ status: 200, body: JSON.stringify(headers) }),
    };
    const fails = {
      "/fails": () => {
        throw new Error("broken");
      },
    };
    const running = await start({}, { ...echo, ...fails }, telemetry);
    closed.push(
      () => receiver.close(),
      () => running.service.stop(100),
    );
    const get: Get = (path, headers = {}, method = "GET") =>
      fetch(`http://127.0.0.1:${running.port}${path}`, {
        method,
        headers: { ...headers, Connection: "close" },
      });
    return { ...running, receiver, telemetry, get };
  }
  type Get = (path: string, headers?: Record<string, string>, method?: string) => Promise<Response>;

  it("is a span of each request, with the service's attributes and those of the answer", async () => {
    const { get, line, receiver, telemetry } = await observed();
    await get("/?name=Ada");
    await get("/secret-of-ada", {}, "PROPFIND");
    await get("/fails");
    await line({ message: "request", status: 500 });
    await telemetry.flush();
    const [traces] = receiver.received.filter(({ path }) => path === "/v1/traces");
    assert.equal(traces?.type, "application/json");
    assert.deepEqual(attributes(traces?.message.resourceSpans?.[0]?.resource), {
      "service.version": "1.0.0",
      "service.namespace": "shop dev",
      "service.name": "web",
    });
    const [hello, unknown, failed] = receiver.spans;
    assert.match(String(hello?.traceId), /^[0-9a-f]{32}$/);
    assert.match(String(hello?.spanId), /^[0-9a-f]{16}$/);
    assert.ok(BigInt(hello?.endTimeUnixNano ?? 0) >= BigInt(hello?.startTimeUnixNano ?? 0));
    assert.ok(Math.abs(Number(hello?.startTimeUnixNano) / 1e6 - Date.now()) < 60_000);
    assert.deepEqual(
      [hello, unknown, failed].map((span) => [span?.name, span?.kind, span?.status, span?.parentSpanId]),
      [
        ["GET /", 2, {}, undefined],
        ["_OTHER", 2, {}, undefined],
        ["GET /fails", 2, { code: 2 }, undefined],
      ],
    );
    assert.deepEqual(attributes(unknown), {
      "http.request.method": "_OTHER",
      "http.response.status_code": "404",
    });
    assert.doesNotMatch(JSON.stringify(receiver.received), /ada/i);
  });

  it("counts requests since the last time, without those of health checks", async () => {
    const { get, line, receiver, telemetry } = await observed();
    await get("/");
    await get("/");
    await get("/healthz");
    await get("/missing");
    await line({ message: "request", status: 404 });
    await telemetry.flush();
    await get("/");
    await get("/fails");
    await line({ message: "request", status: 500 });
    await telemetry.flush();
    const { metrics } = receiver.received.find(({ path }) => path === "/v1/metrics")?.message
      .resourceMetrics?.[0]?.scopeMetrics[0] ?? { metrics: [] };
    assert.deepEqual([metrics[0]?.name, metrics[0]?.sum.aggregationTemporality], ["http.server.requests", 1]);
    assert.deepEqual(
      receiver.points.map((point) => [attributes(point)["http.route"], point.asInt]),
      [
        ["/", "2"],
        [undefined, "1"],
        ["/", "1"],
        ["/fails", "1"],
      ],
    );
    const [first, , second] = receiver.points;
    assert.equal(first?.timeUnixNano, second?.startTimeUnixNano);
    assert.equal(receiver.spans.length, 5);
  });

  it("continues the trace of a caller, passes it on, and names it in the log", async () => {
    const { get, line, receiver, telemetry } = await observed({ OTEL_TRACES_SAMPLER_ARG: "0" });
    const answer = await get("/echo", { traceparent: `00-${trace}-${parent}-01` });
    const { traceparent } = (await answer.json()) as { traceparent: string };
    await line({ message: "request", traceId: trace });
    await telemetry.flush();
    const [span] = receiver.spans;
    assert.deepEqual([span?.traceId, span?.parentSpanId], [trace, parent]);
    assert.equal(traceparent, `00-${trace}-${span?.spanId}-01`);
  });

  it("records what the caller decided, and else its share of the traces", async () => {
    const { get, line, receiver, telemetry } = await observed();
    await get("/", { traceparent: `00-${trace}-${parent}-00` });
    await get("/", { traceparent: `cc-${trace}-${parent}-03-later` });
    await line({ traceId: trace, message: "request" });
    await telemetry.flush();
    assert.equal(receiver.spans.length, 1);
    const none = await observed({ OTEL_TRACES_SAMPLER_ARG: "0" });
    await none.get("/");
    await none.line({ message: "request" });
    await none.telemetry.flush();
    assert.deepEqual([none.receiver.spans.length, none.receiver.points.length], [0, 1]);
    const share = Array.from({ length: 2000 }, () =>
      new Telemetry(
        { endpoint: new URL("http://127.0.0.1"), traces: true, metrics: true, ratio: 0.25, resource: {} },
        3_600_000,
      )
        .begin(undefined)
        .traceparent.endsWith("01"),
    ).filter(Boolean).length;
    assert.ok(share > 350 && share < 650, String(share));
  });

  it("begins a trace of its own where the header is none", async () => {
    const { get, line, receiver, telemetry } = await observed();
    const hostile = [
      "",
      "00",
      `00-${trace}-${parent}-01-more`,
      `ff-${trace}-${parent}-01`,
      `00-${"0".repeat(32)}-${parent}-01`,
      `00-${trace}-${"0".repeat(16)}-01`,
      `00-${trace.toUpperCase()}-${parent}-01`,
      `00-${trace}-${parent}-01, 00-${trace}-${parent}-01`,
      `00-${trace}-${parent}-zz`,
      `00-${trace}-${parent}`,
      `${"0".repeat(4000)}-${trace}`,
      `cc-${trace}-${parent}-01-${"-".repeat(4000)}`,
      '"><script>alert(1)</script>',
    ];
    for (const traceparent of hostile) await get("/", { traceparent });
    await line({ message: "request" });
    await telemetry.flush();
    assert.equal(receiver.spans.length, hostile.length);
    for (const { traceId, parentSpanId } of receiver.spans) {
      assert.notEqual(traceId, trace);
      assert.match(traceId, /^[0-9a-f]{32}$/);
      assert.equal(parentSpanId, undefined);
    }
  });

  it("never fails or delays a request for a collector that is away or silent", async () => {
    const silent = await observed({}, new Receiver(false));
    assert.equal((await silent.get("/")).status, 200);
    await silent.line({ message: "request" });
    let isWaiting = true;
    const flushed = silent.telemetry.flush().then(() => {
      isWaiting = false;
    });
    assert.equal((await silent.get("/")).status, 200);
    assert.ok(isWaiting, "the request waits for the collector");
    await flushed;
    const away = await observed({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" });
    assert.equal((await away.get("/")).status, 200);
    await away.telemetry.flush();
  });

  it("keeps a bounded number of spans", async () => {
    const { receiver, telemetry } = await observed();
    for (let count = 0; count < 2000; count++) {
      telemetry.begin(undefined).end({ method: `M${count}`, route: undefined, status: 200 });
    }
    await telemetry.flush();
    assert.deepEqual([receiver.spans.length, receiver.points.map(({ asInt }) => asInt)], [512, ["2000"]]);
  });

  it("is off without an address, and of one kind where the other is none", async () => {
    assert.equal(readConfiguration({}).telemetry, undefined);
    const off = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318", OTEL_SDK_DISABLED: "true" };
    assert.equal(readConfiguration(off).telemetry, undefined);
    const { get, line, receiver, telemetry } = await observed({ OTEL_TRACES_EXPORTER: "none" });
    await get("/");
    await line({ message: "request" });
    await telemetry.flush();
    assert.deepEqual(
      receiver.received.map(({ path }) => path),
      ["/v1/metrics"],
    );
  });

  it("is received on this machine by the collector of the stacks", () => {
    const compose = readFileSync(join(__dirname, "../../../compose.telemetry.yaml"), "utf8");
    assert.ok(compose.includes(`image: ${telemetryCollectorImage}\n`));
  });

  it("refuses an address and a share that are none", () => {
    assert.throws(
      () => readConfiguration({ OTEL_EXPORTER_OTLP_ENDPOINT: "https://x", OTEL_TRACES_SAMPLER_ARG: "2" }),
      {
        message:
          'OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://127.0.0.1:4318, not "https://x"; ' +
          'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not "2"',
      },
    );
  });
});
