import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Project } from "./project";

/** How a program ended, and what it wrote. */
export interface Ending {
  /** Exit status; nothing when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Exit status by which the SDK says that it has told the user all there is to say. */
export const alreadyReported = 32;

/** A program that runs in a process of its own. */
export class Program {
  /** Settles when the program has ended, unless it was stopped. */
  readonly ended: Promise<Ending>;
  readonly #gone: Promise<Ending>;
  #stopped = false;
  readonly #child: ChildProcess;

  /** Starts the program of `project` as Pulumi's Node language host does; `address` is where the engine answers. */
  constructor(project: Project, address: string) {
    const preloaded = ["stack-traces.cjs", "without-debugging.cjs"];
    const own = preloaded.flatMap((file) => ["--require", join(__dirname, "..", "preload", file)]);
    this.#child = spawn(
      process.execPath,
      [...own, ...project.nodeArguments, ...runArguments(project, address)],
      {
        cwd: project.directory,
        env: { ...process.env, ...environment(project) },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.#gone = ending(this.#child);
    this.ended = new Promise((resolve, reject) => {
      this.#gone.then((end) => this.#stopped || resolve(end), reject);
    });
  }

  /** Ends the program, kindly at first. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#child.kill("SIGTERM");
    const impatience = setTimeout(() => this.#child.kill("SIGKILL"), 1000);
    await this.#gone;
    clearTimeout(impatience);
  }
}

/** See constructArguments in sdk/nodejs/cmd/pulumi-language-nodejs/main.go of pulumi/pulumi. */
function runArguments(project: Project, address: string): string[] {
  const run = createRequire(join(project.directory, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  return [
    run,
    ...["--monitor", address],
    ...["--engine", address],
    ...["--organization", project.organization],
    ...["--project", project.name],
    ...["--root-directory", project.root],
    ...["--stack", project.stack],
    ...["--pwd", project.directory],
    "--dry-run",
    ...["--parallel", "16"],
    project.entryPoint,
  ];
}

function environment({ config, typescript }: Project): NodeJS.ProcessEnv {
  const entries = Object.entries(config);
  return {
    PULUMI_CONFIG: JSON.stringify(
      Object.fromEntries(entries.map(([key, { text }]) => [key.replace(":", ":config:"), text])),
    ),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(entries.flatMap(([key, { secret }]) => (secret ? [key] : []))),
    PULUMI_NODEJS_TYPESCRIPT: String(typescript),
    // Node 22 and later keep what they compiled, which starts the next preview sooner.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), "node-compile-cache"),
  };
}

function ending(child: ChildProcess): Promise<Ending> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
