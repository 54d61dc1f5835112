import { type ExecFileSyncOptions, execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

// The same build as Pulumi's provider asks for: by BuildKit, without an attestation of when and where it was done.
const env = { ...process.env, DOCKER_BUILDKIT: "1", BUILDX_NO_DEFAULT_ATTESTATIONS: "1" };
const run = promisify(execFile);

/** Runs the docker command and returns what it prints; rejects with what it says went wrong. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run("docker", args, { env, maxBuffer: 256 * 1024 * 1024 });
  return stdout.trim();
}

/** Builds as Docker did before BuildKit: the docker command packs the context by the code that Pulumi's provider has too. */
export async function classicBuild(...args: string[]): Promise<void> {
  await run("docker", ["build", ...args], { env: { ...env, DOCKER_BUILDKIT: "0" } });
}

/** Whether the docker command succeeds, by `timeout` milliseconds. */
export async function dockerCan(timeout: number, ...args: string[]): Promise<boolean> {
  return run("docker", args, { env, timeout }).then(
    () => true,
    () => false,
  );
}

/** Runs a program of this machine to its end and returns what it prints. */
export function program(file: string, args: string[], options: ExecFileSyncOptions = {}): string {
  return execFileSync(file, args, { stdio: ["ignore", "pipe", "pipe"], ...options, encoding: "utf8" });
}

/** The first of the programs that is on this machine. */
export function installed(...programs: string[]): string | undefined {
  return programs.find((each) => spawnSync(each, ["--version"], { stdio: "ignore" }).error === undefined);
}

/** Why nothing can be built here, and what helps; undefined where it can. */
export function whyDockerCannotBuild(): string | undefined {
  const answer = spawnSync("docker", ["version", "--format", "{{.Server.Os}}"], {
    env,
    encoding: "utf8",
    timeout: 20_000,
  });
  if (answer.error) return "there is no docker command. Install Docker (Debian: docker.io and docker-buildx)";
  if (answer.status !== 0) {
    return `no Docker daemon answers (${answer.stderr.trim().split("\n")[0]}). Start one or set DOCKER_HOST`;
  }
  if (answer.stdout.trim() !== "linux")
    return "the Docker daemon runs no Linux containers. Switch it to them";
  if (spawnSync("docker", ["build", "--help"], { env, stdio: "ignore" }).status !== 0) {
    return "docker build has no BuildKit. Install the buildx plugin (Debian: docker-buildx)";
  }
  return undefined;
}

const reason = whyDockerCannotBuild();
if (reason !== undefined) console.log(`SKIPPED: nothing was proven with Docker, for ${reason}.`);

/** In a `before`: skips everything where Docker can't build. The reason is said once, when this file is loaded. */
export function skipWithoutDocker(hook: Mocha.Context): void {
  if (reason !== undefined) hook.skip();
}

/** Says on standard output what isn't proven here and what it takes, and skips the test. */
export function skipLoudly(test: Mocha.Context, because: string): never {
  console.log(`SKIPPED: ${test.test?.title ?? "a test"}: ${because}.`);
  return test.skip();
}

const undoings: (() => void)[] = [];

/** Undoes something when the process ends, however it ends: last things first, each though another fails. */
export function atEnd(undo: () => void): void {
  undoings.push(undo);
}

process.on("exit", () => {
  for (const undo of undoings.reverse()) {
    try {
      undo();
    } catch (error) {
      console.error("left behind:", error);
    }
  }
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

/** Removes a container with its volumes, or an image, or what else `docker … rm` is said for, when the process ends. */
export function removeAtEnd(...command: string[]): void {
  atEnd(() => spawnSync("docker", command, { env, stdio: "ignore", timeout: 30_000 }));
}

/** A folder that is gone when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "aws-containers-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Begins the name of everything that is made here, so that two runs on one machine keep apart. */
export const namePrefix = `aws-containers-test-${process.pid}`;
