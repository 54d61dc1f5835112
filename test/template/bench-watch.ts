import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const saves = 8;
/** Milliseconds between a plan and the next save: nothing of the former one runs any more. */
const restMilliseconds = 2000;
/** Clock ticks a second that /proc counts in: the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Saves the dev stack's file again and again; prints how long each save takes to reach an open page, and what CPU time. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-watch-"));
  const stack = join(folder, "watched.yaml");
  const save = (number: number) =>
    writeFileSync(
      stack,
      `${readFileSync(join(root, "Pulumi.dev.yaml"), "utf8")}  aws-containers:tags: { save: "save-${number}" }\n`,
    );
  save(0);
  const preview = join(root, "node_modules", ".bin", "pulumi-offline-preview");
  const child = spawn(process.execPath, [preview, "--watch", "--config-file", stack], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const page = new Page(await addressOf(child));
    await page.shows("save-0");
    const measured: { seconds: number; cpuSeconds: number }[] = [];
    for (let number = 1; number <= saves; number++) {
      await new Promise((resolve) => setTimeout(resolve, restMilliseconds));
      const [start, cpuTicks] = [process.hrtime.bigint(), cpuTicksOf(child)];
      save(number);
      await page.shows(`save-${number}`);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      measured.push({ seconds, cpuSeconds: (cpuTicksOf(child) - cpuTicks) / ticksPerSecond });
    }
    const least = (key: "seconds" | "cpuSeconds") =>
      Math.min(...measured.map((each) => each[key])).toFixed(2);
    process.stdout.write(
      `from a save of the dev stack to the open page, least of ${saves}: ${least("seconds")} s, ${least("cpuSeconds")} CPU-seconds\n`,
    );
  } finally {
    child.kill("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [address] = /http:\/\/\S+/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once("close", () => reject(new Error(`the preview ended: ${said}`)));
  });
}

/** An open page: it gets each plan as an event. */
class Page {
  #seen = "";
  #look = () => {};

  constructor(address: string) {
    get(new URL("events?seen=0", address), (response) => {
      response.setEncoding("utf8").on("data", (text: string) => {
        this.#seen += text;
        this.#look();
      });
    });
  }

  /** Waits for the end of an event that has a text. */
  shows(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (!this.#seen.includes(`"${text}"`) || !this.#seen.endsWith("\n\n")) return;
        this.#seen = "";
        this.#look = () => {};
        resolve();
      };
      this.#look();
    });
  }
}

/** What a process and those that it waited for have taken. */
function cpuTicksOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
