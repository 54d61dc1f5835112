import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { describe, it } from "mocha";
import { Receiver } from "./otlp-receiver";
import { RawClient } from "./raw-client";
import type { Line } from "./running-service";

/** The service as its own process, as a container runs it. */
class ServiceProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly lines: Line[] = [];
  /** What is written beside the log: always nothing. */
  stray = "";
  /** Resolves to exit code and signal. */
  readonly exit: Promise<[number | null, NodeJS.Signals | null]>;
  #arrived = () => {};

  constructor(environment: Record<string, string>, script = "") {
    const nodeArguments = ["--import", "tsx"];
    if (script !== "") nodeArguments.push("--import", `data:text/javascript,${encodeURIComponent(script)}`);
    this.#child = spawn(process.execPath, [...nodeArguments, join(__dirname, "../../../app/src/main.ts")], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    createInterface(this.#child.stdout).on("line", (text) => {
      this.lines.push(JSON.parse(text));
      this.#arrived();
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stray += text;
    });
    this.exit = new Promise((resolve) =>
      this.#child.once("close", (code, signal) => {
        resolve([code, signal]);
        this.#arrived();
      }),
    );
  }

  /** Resolves to the first line with this message; rejects when the process leaves without it. */
  async line(message: string): Promise<Line> {
    for (;;) {
      const found = this.lines.find((line) => line.message === message);
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null) throw new Error(`left without "${message}": ${this.stray}`);
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  async port(): Promise<number> {
    return Number((await this.line("listening")).port);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

/** A client in the middle of its request. */
async function openRequest(port: number): Promise<RawClient> {
  const client = await RawClient.connect(port);
  client.send("GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\n1");
  // Answered in order of arrival by a single thread, so the first request is open once the second is answered.
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
  return client;
}

describe("the service's process", () => {
  it("leaves with 0, within a second of the last open request, when it gets SIGTERM", async () => {
    const service = new ServiceProcess({ PORT: "0", GREETING: "Hi", VERSION: "7", PLATFORM: "test" });
    const port = await service.port();
    const client = await openRequest(port);
    service.kill("SIGTERM");
    const stopping = await service.line("stopping");
    assert.equal(stopping.signal, "SIGTERM");
    assert.equal(stopping.openRequests, 1);
    await assert.rejects(RawClient.connect(port), { code: "ECONNREFUSED" });
    client.send("2");
    assert.match(
      await client.ended,
      /^HTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n.*Hi from version 7 on test, over http\n$/s,
    );
    const answered = performance.now();
    assert.deepEqual(await service.exit, [0, null]);
    assert.ok(performance.now() - answered < 5000);
    assert.deepEqual(
      service.lines.map(({ message }) => message),
      ["listening", "request", "stopping", "request", "stopped"],
    );
    assert.equal(service.stray, "");
  });

  it("sends the telemetry of its last requests before it leaves", async () => {
    const receiver = new Receiver();
    const endpoint = await receiver.listen();
    const service = new ServiceProcess({ PORT: "0", OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    const client = await openRequest(await service.port());
    service.kill("SIGTERM");
    await service.line("stopping");
    client.send("2");
    await client.ended;
    assert.deepEqual(await service.exit, [0, null]);
    receiver.close();
    assert.deepEqual(
      receiver.points.map(({ asInt }) => asInt),
      ["2"],
    );
    assert.equal(receiver.spans.length, 2);
    assert.equal(service.stray, "");
  });

  it("leaves at once on a second signal", async () => {
    const service = new ServiceProcess({ PORT: "0" });
    const client = await openRequest(await service.port());
    service.kill("SIGTERM");
    await service.line("stopping");
    service.kill("SIGTERM");
    assert.deepEqual(await service.exit, [143, null]);
    await client.ended;
    const { level, openRequests } = await service.line("told to stop again, leaving at once");
    assert.deepEqual({ level, openRequests }, { level: "warn", openRequests: 1 });
  });

  it("leaves with 1 at the stop timeout when a request is stuck", async () => {
    const service = new ServiceProcess({ PORT: "0", STOP_TIMEOUT_SECONDS: "0" });
    const client = await openRequest(await service.port());
    service.kill("SIGINT");
    assert.deepEqual(await service.exit, [1, null]);
    assert.equal(await client.ended, "");
    assert.equal((await service.line("stopped with requests unanswered")).cutOff, 1);
  });

  it("says what is wrong with its environment and leaves with 1", async () => {
    const service = new ServiceProcess({ PORT: "http" });
    assert.deepEqual(await service.exit, [1, null]);
    const message = 'PORT must be a whole number from 0 to 65535, not "http"';
    assert.deepEqual(service.lines, [{ time: service.lines[0]?.time, level: "fatal", message }]);
    assert.equal(service.stray, "");
  });

  it("says that its port is in use and leaves with 1", async () => {
    const other = createServer().listen(0);
    await once(other, "listening");
    const address = other.address();
    assert.ok(typeof address === "object" && address !== null);
    const service = new ServiceProcess({ PORT: String(address.port) });
    assert.deepEqual(await service.exit, [1, null]);
    assert.equal(
      service.lines[0]?.message,
      `port ${address.port} is in use: stop what listens there or set PORT to a free one`,
    );
    assert.equal(service.stray, "");
    other.close();
  });

  it("logs an unexpected error, also a rejection that nobody handles, and leaves with 1", async () => {
    const failures = {
      uncaughtException: "process.on('SIGUSR2', () => { throw new Error('boom'); })",
      unhandledRejection: "process.on('SIGUSR2', () => { Promise.reject(new Error('boom')); })",
    };
    const fails = async ([origin, script]: [string, string]) => {
      const service = new ServiceProcess({ PORT: "0" }, script);
      await service.port();
      service.kill("SIGUSR2");
      assert.deepEqual(await service.exit, [1, null]);
      const line = await service.line("unexpected error");
      assert.equal(line.origin, origin);
      assert.match(JSON.stringify(line.error), /"message":"boom"/);
      assert.equal(service.stray, "");
    };
    await Promise.all(Object.entries(failures).map(fails));
  });
});
