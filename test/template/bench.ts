import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

/** What one command took, all of its processes together. */
interface Measurement {
  name: string;
  seconds: number;
  cpuSeconds: number;
  /** Peak of the memory that the processes had to themselves or shared. */
  megabytes: number;
}

const root = join(__dirname, "..", "..");
const sizes = [1, 10, 30];
const sampleMilliseconds = 20;
/** Clock ticks a second that /proc counts in: the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Measures the preview for stacks of several sizes, and the type check; prints what each service adds. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    await measure("warm up", preview(stackFile(folder, 1)));
    const previews: Measurement[] = [];
    for (const size of sizes) {
      previews.push(await measure(`preview, services: ${size}`, preview(stackFile(folder, size))));
    }
    process.stdout.write(table(previews) + growth(previews));
    const types = [join(root, "node_modules", ".bin", "tsc"), "--noEmit", "--singleThreaded"];
    process.stdout.write(table([await measure("type check", types)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The command behind `npm run preview`. */
function preview(stack: string): string[] {
  return [
    process.execPath,
    join(root, "node_modules", ".bin", "pulumi-offline-preview"),
    "--config-file",
    stack,
  ];
}

/** A dev stack with `size` services, each with a path of its own. */
function stackFile(folder: string, size: number): string {
  const services = Object.fromEntries(
    Array.from({ length: size }, (_, index) => [
      `service-${index + 1}`,
      { source: "./app", routes: [{ path: `/service-${index + 1}/*` }] },
    ]),
  );
  const path = join(folder, `${size}.yaml`);
  const config = {
    "aws:region": "us-east-1",
    "aws-containers:tier": "dev",
    "aws-containers:platforms": ["ecs", "eks"],
    "aws-containers:services": services,
  };
  writeFileSync(path, stringify({ config }));
  return path;
}

/** Runs a command to its end, and looks at its processes all the while. */
function measure(name: string, [command = "", ...args]: string[]): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    const ticks = new Map<number, number>();
    let megabytes = 0;
    let stderr = "";
    const timer = setInterval(() => {
      const processes = family(child.pid ?? 0);
      for (const { pid, cpuTicks } of processes) ticks.set(pid, cpuTicks);
      megabytes = Math.max(megabytes, sum(processes.map(({ kilobytes }) => kilobytes)) / 1024);
    }, sampleMilliseconds);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("error", reject).once("close", (code) => {
      clearInterval(timer);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0)
        resolve({ name, seconds, cpuSeconds: sum([...ticks.values()]) / ticksPerSecond, megabytes });
      else reject(new Error(`${name} ended with status ${code}: ${stderr}`));
    });
  });
}

/** A process and all that it started, as /proc tells. */
function family(ancestor: number): { pid: number; cpuTicks: number; kilobytes: number }[] {
  const processes = readdirSync("/proc").flatMap((entry) =>
    /^\d+$/.test(entry) ? statusOf(Number(entry)) : [],
  );
  const members = new Set([ancestor]);
  for (let before = 0; before < members.size; ) {
    before = members.size;
    for (const { pid, parent } of processes) if (members.has(parent)) members.add(pid);
  }
  return processes.filter(({ pid }) => members.has(pid));
}

function statusOf(pid: number): { pid: number; parent: number; cpuTicks: number; kilobytes: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [, resident = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    const cpuTicks = Number(fields[11]) + Number(fields[12]);
    return [{ pid, parent: Number(fields[1]), cpuTicks, kilobytes: Number(resident) }];
  } catch {
    return []; // ended meanwhile
  }
}

function table(measurements: Measurement[]): string {
  const rows = measurements.map(({ name, seconds, cpuSeconds, megabytes }) =>
    [
      name.padEnd(22),
      column(seconds.toFixed(1)),
      column(cpuSeconds.toFixed(1)),
      column(megabytes.toFixed(0)),
    ].join(""),
  );
  return `${"".padEnd(22)}${column("seconds")}${column("CPU-s")}${column("MB")}\n${rows.join("\n")}\n`;
}

function growth(previews: Measurement[]): string {
  const lines = previews.slice(1).map((larger, index) => {
    const services = (sizes[index + 1] ?? 0) - (sizes[index] ?? 0);
    const added = (larger.cpuSeconds - (previews[index]?.cpuSeconds ?? 0)) / services;
    return `from ${sizes[index]} to ${sizes[index + 1]} services: ${added.toFixed(3)} CPU-s a service`;
  });
  return `${lines.join("\n")}\n`;
}

function column(text: string): string {
  return text.padStart(9);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
