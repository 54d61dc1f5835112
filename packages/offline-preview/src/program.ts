import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Project, ProjectError } from "./project";

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
  /** What the program speaks to the engine by, unless it speaks gRPC. */
  readonly pipe: Socket;
  readonly #gone: Promise<Ending>;
  #stopped = false;
  readonly #child: ChildProcess;

  /**
   * Starts the program of `project` as Pulumi's Node language host does; `address` is where the engine answers.
   *
   * @throws ProjectError where the SDK isn't installed, or the configuration is too large for the environment.
   */
  constructor(project: Project, address: string) {
    const args = [...project.nodeArguments, ...runArguments(project, address)];
    const env = { ...nodeOptions(), ...environment(project), PULUMI_OFFLINE_PREVIEW_CHANNEL: address };
    this.#child = launch(project, args, env);
    this.pipe = pipeTo(this.#child);
    this.#gone = ending(this.#child);
    this.ended = new Promise((resolve, reject) => {
      this.#gone.then((end) => this.#stopped || resolve(end), reject);
    });
  }

  /** Ends the program: SIGTERM, and a second later SIGKILL. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.pipe.destroy();
    this.#child.kill("SIGTERM");
    const timeout = setTimeout(() => this.#child.kill("SIGKILL"), 1000);
    await this.#gone;
    clearTimeout(timeout);
  }
}

function launch(project: Project, args: string[], variables: NodeJS.ProcessEnv): ChildProcess {
  const env = { ...process.env, ...variables };
  try {
    return spawn(process.execPath, args, {
      cwd: project.directory,
      env,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "E2BIG";
    if (!isTooLarge) throw error;
    const kilobytes = Math.ceil((env.PULUMI_CONFIG?.length ?? 0) / 1024);
    throw new ProjectError(
      `the configuration of stack ${project.stack} has ${kilobytes} KiB: too much for one environment variable, which is how ` +
        "Pulumi hands it to the program too (128 KiB on Linux); keep large values in files that the program reads",
    );
  }
}

/** The pipe beside standard input, output and error; see preload/engine-channel.cjs. */
function pipeTo(child: ChildProcess): Socket {
  const pipe = child.stdio[3];
  if (pipe instanceof Socket) return pipe;
  throw new Error("the program was started without a pipe");
}

/** See constructArguments in sdk/nodejs/cmd/pulumi-language-nodejs/main.go of pulumi/pulumi. */
function runArguments(project: Project, address: string): string[] {
  return [
    runModule(project.directory),
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

function runModule(directory: string): string {
  try {
    return createRequire(join(directory, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    throw new ProjectError(
      `@pulumi/pulumi isn't installed in ${directory}; run npm ci (or npm install) first`,
    );
  }
}

/** Preloads what the preview needs inside of the program; see preload/program.cjs. */
function nodeOptions(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS } = process.env;
  const path = join(__dirname, "..", "preload", "program.cjs").replace(/[\\"]/g, "\\$&");
  return {
    NODE_OPTIONS: `${NODE_OPTIONS ?? ""} --require "${path}"`,
    ...(NODE_OPTIONS === undefined ? {} : { PULUMI_OFFLINE_PREVIEW_NODE_OPTIONS: NODE_OPTIONS }),
  };
}

/** See execRuntime in main.go, as above. */
function environment({ config, typescript, tsconfig, tellsPlaces }: Project): NodeJS.ProcessEnv {
  const entries = Object.entries(config);
  return {
    PULUMI_CONFIG: JSON.stringify(
      Object.fromEntries(entries.map(([key, { text }]) => [key.replace(":", ":config:"), text])),
    ),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(entries.flatMap(([key, { secret }]) => (secret ? [key] : []))),
    ...(typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(tellsPlaces ? { PULUMI_OFFLINE_PREVIEW_PLACES: "true" } : {}),
    ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
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
