// npm run load: the service of app/ under a bounded load on loopback. Stops by itself; exit status 1 if anything is lost.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { asking, breaking, crowd, type Outcome, sending } from "./clients";

const secondsAtMost = 90;
const rounds = 3;

/** What the service's process holds after its garbage is collected. */
interface Memory {
  rss: number;
  heapUsed: number;
  sockets: number;
}

interface Running {
  process: ChildProcess;
  port: number;
  /** Log lines so far, by message. */
  lines: Map<string, number>;
}

async function start(): Promise<Running> {
  const observer = join(__dirname, "observer.ts");
  const main = join(__dirname, "../../../app/src/main.ts");
  const child = spawn(process.execPath, ["--expose-gc", "--import", "tsx", "--import", observer, main], {
    env: { ...process.env, PORT: "0", NODE_OPTIONS: "", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  process.on("exit", () => child.kill("SIGKILL"));
  const lines = new Map<string, number>();
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the service ended with ${code} before it listened`)));
    if (child.stdout === null) throw new Error("no output");
    createInterface({ input: child.stdout }).on("line", (text) => {
      const line = JSON.parse(text) as { message: string; port?: number };
      lines.set(line.message, (lines.get(line.message) ?? 0) + 1);
      if (line.message === "listening") resolve(line.port ?? 0);
    });
  });
  return { process: child, port, lines };
}

async function memoryOf({ process: child }: Running): Promise<Memory> {
  child.send("memory");
  const [memory] = (await once(child, "message")) as [Memory];
  return memory;
}

/** Bytes that no HTTP parser takes, others each time and yet always the same. */
function garbage(at: number): Buffer {
  let state = at + 1;
  return Buffer.from(
    Array.from({ length: 64 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return 128 + ((state >>> 16) & 127);
    }),
  );
}

async function round(port: number): Promise<Record<string, Outcome>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const get = "GET / HTTP/1.1\r\nHost: load\r\n";
  const slowly = [..."GET / HTTP/1.1\r\n", "Host: load\r\n", "Connection: close\r\n", "\r\n"];
  const pipelined = `${`${get}\r\n`.repeat(19)}${get}Connection: close\r\n\r\n`;
  const twentyAnswers = /^(?:HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)+\r\nHello from [^\n]+\n){20}$/;
  const kinds: Record<string, Promise<Outcome>> = {
    "keep-alive": crowd(3_000, 32, asking(port, agent)),
    "a connection each": crowd(1_000, 32, asking(port, false)),
    "pipelined by 20": crowd(
      25,
      5,
      sending(port, () => [pipelined], 0, twentyAnswers),
    ),
    "slow, byte by byte": crowd(
      100,
      50,
      sending(port, () => slowly, 20, /^HTTP\/1\.1 200 /),
    ),
    "headers of 20 kB": crowd(
      200,
      10,
      sending(port, () => [`${get}X: ${"x".repeat(20_000)}\r\n\r\n`], 0, /^HTTP\/1\.1 431 /),
    ),
    "body of 100 kB": crowd(
      100,
      10,
      sending(
        port,
        () => [`${get}Content-Length: 100000\r\n\r\n`, Buffer.alloc(100_000)],
        0,
        /^HTTP\/1\.1 413 /,
      ),
    ),
    garbage: crowd(
      200,
      10,
      sending(port, (at) => [garbage(at)], 0, /^HTTP\/1\.1 400 /),
    ),
    "broken off in the head": crowd(200, 10, breaking(port, "GET / HTTP/1.1\r\nHo")),
    "broken off in the body": crowd(200, 10, breaking(port, `${get}Content-Length: 10\r\n\r\nhalf`)),
  };
  const outcomes: Record<string, Outcome> = {};
  for (const [kind, outcome] of Object.entries(kinds)) outcomes[kind] = await outcome;
  agent.destroy();
  return outcomes;
}

function percentile(values: number[], percent: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  return (sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN).toFixed(1);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

async function main(): Promise<string[]> {
  const failures: string[] = [];
  const running = await start();
  running.process.once("exit", (code) => {
    if (code !== 0) failures.push(`the service crashed with ${code}`);
  });
  const memories: Memory[] = [];
  for (let at = 1; at <= rounds; at++) {
    const started = performance.now();
    const outcomes = await round(running.port);
    const seconds = (performance.now() - started) / 1000;
    // What was broken off is noticed a moment later.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const memory = await memoryOf(running);
    memories.push(memory);

    const sent = Object.values(outcomes).reduce((sum, outcome) => sum + outcome.sent, 0);
    console.log(
      `round ${at}: ${sent} clients in ${seconds.toFixed(1)} s; ${megabytes(memory.rss)} of memory, ` +
        `${megabytes(memory.heapUsed)} of it objects; ${memory.sockets} connections left`,
    );
    for (const [kind, { sent, right, wrong, milliseconds }] of Object.entries(outcomes)) {
      const times = `median ${percentile(milliseconds, 50)} ms, 99 % within ${percentile(milliseconds, 99)} ms`;
      console.log(`  ${kind.padEnd(24)} ${String(right).padStart(5)} of ${sent} as they should; ${times}`);
      for (const [what, count] of wrong) failures.push(`round ${at}, ${kind}: ${count} times ${what}`);
    }
    if (memory.sockets > 0) failures.push(`round ${at}: ${memory.sockets} connections are left`);
  }

  const [, second, last] = memories;
  if (second && last) {
    if (last.heapUsed > second.heapUsed + 1e6)
      failures.push(`objects grew from ${megabytes(second.heapUsed)} to ${megabytes(last.heapUsed)}`);
    if (last.rss > second.rss * 1.1)
      failures.push(`memory grew from ${megabytes(second.rss)} to ${megabytes(last.rss)}`);
  }
  for (const message of ["unexpected error", "route failed"]) {
    const count = running.lines.get(message);
    if (count !== undefined) failures.push(`${count} lines "${message}" in the log`);
  }

  running.process.kill("SIGTERM");
  const [code] = await once(running.process, "exit");
  if (code !== 0) failures.push(`the service stopped with ${code}`);
  console.log(`log: ${[...running.lines].map(([message, count]) => `${count} ${message}`).join(", ")}`);
  return failures;
}

setTimeout(() => {
  console.error(`FAILED: not done after ${secondsAtMost} s`);
  process.exit(1);
}, secondsAtMost * 1000).unref();

main().then(
  (failures) => {
    for (const failure of failures) console.error(`FAILED: ${failure}`);
    if (failures.length === 0) console.log("no response lost, no crash, no growth");
    process.exit(failures.length === 0 ? 0 : 1);
  },
  (error) => {
    console.error("FAILED:", error);
    process.exit(1);
  },
);
