import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { projectDirectory } from "../../support/stack-preview";

/** A log line, parsed. */
export type Line = Record<string, unknown>;

/** A program of an example as a process of its own, as a container runs it. */
export class Program {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  /** Every line that it has logged. */
  readonly lines: Line[] = [];
  /** What it wrote beside its log. */
  stray = "";
  /** Resolves to exit code and signal. */
  readonly exit: Promise<[number | null, NodeJS.Signals | null]>;
  #arrived = () => {};

  /** @param environment its variables; of this process's own only those that a language needs */
  constructor(command: readonly [string, ...string[]], folder: string, environment: Record<string, string>) {
    const [file, ...args] = command;
    const { PATH, HOME } = process.env;
    this.#child = spawn(file, args, {
      cwd: folder,
      env: { PATH, HOME, PYTHONDONTWRITEBYTECODE: "1", ...environment },
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

  /** Resolves to the first line, past or future, that has all of these fields; rejects when it ends without. */
  async line(fields: Line): Promise<Line> {
    for (;;) {
      const found = this.lines.find((line) =>
        Object.entries(fields).every(([key, value]) => line[key] === value),
      );
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null) {
        throw new Error(`ended without ${JSON.stringify(fields)}: ${this.stray}`);
      }
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  /** Resolves to its address once it listens. */
  async url(): Promise<string> {
    const { port } = await this.line({ message: "listening" });
    return `http://127.0.0.1:${port}`;
  }

  /** Tells it to stop, and resolves to exit code and signal. */
  stop(signal: NodeJS.Signals = "SIGTERM"): Promise<[number | null, NodeJS.Signals | null]> {
    this.#child.kill(signal);
    return this.exit;
  }
}

/** Commands that succeed where a language or a library is there. */
const checks = {
  "Python 3.11 or later": ["python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))"],
  boto3: ["python3", "-c", "import boto3"],
  "Go 1.24 or later": ["go", "-C", join(projectDirectory, "examples", "shop", "gateway"), "list", "-m"],
} as const;

/** In a `before`: skips everything where a language or a library isn't installed, and says so on standard output. */
export function skipWithout(language: keyof typeof checks, hook: Mocha.Context): void {
  const [file, ...args] = checks[language];
  const env = { ...process.env, GOTOOLCHAIN: "local" };
  if (spawnSync(file, args, { stdio: "ignore", env }).status === 0) return;
  console.log(`SKIPPED: ${hook.test?.parent?.fullTitle()}: there is no ${language}. Install it.`);
  hook.skip();
}
