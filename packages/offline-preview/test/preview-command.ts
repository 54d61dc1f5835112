import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** What a command did. */
export interface Result {
  status: number | null;
  stdout: string;
  stderr: string;
}

const repository = join(__dirname, "..", "..", "..");

const loader = join(__dirname, "..", "typescript.cjs");

/** A project of its own in a temporary folder, with the dependencies of this one. */
export class TemporaryProject {
  readonly root = mkdtempSync(join(tmpdir(), "preview-"));

  constructor(files: Record<string, string>) {
    symlinkSync(join(repository, "node_modules"), join(this.root, "node_modules"));
    const defaults = {
      "package.json": JSON.stringify({ name: "sample", main: "index.ts" }),
      "Pulumi.yaml": `name: sample\nruntime: { name: nodejs, options: { typescript: false, nodeargs: "--require ${loader}" } }\n`,
      "Pulumi.dev.yaml": "config: {}\n",
    };
    for (const [name, content] of Object.entries({ ...defaults, ...files })) this.write(name, content);
  }

  /** Writes one file of the project. */
  write(name: string, content: string): void {
    const path = join(this.root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  /** Starts the preview in the project's folder. */
  start(...args: string[]): { child: ChildProcess; result: Promise<Result> } {
    const command = [
      join(repository, "node_modules", "pulumi-offline-preview", "bin", "pulumi-offline-preview.cjs"),
      ...args,
    ];
    const child = spawn(process.execPath, command, { cwd: this.root, stdio: ["ignore", "pipe", "pipe"] });
    const result: Result = { status: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      result.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      result.stderr += text;
    });
    return {
      child,
      result: new Promise((resolve) => child.once("close", (status) => resolve({ ...result, status }))),
    };
  }

  /** Runs the preview in the project's folder. */
  preview(...args: string[]): Promise<Result> {
    return this.start(...args).result;
  }

  /** Waits until the program has written a file; returns its content. */
  async appears(name: string): Promise<string> {
    const path = join(this.root, name);
    while (!existsSync(path) || readFileSync(path, "utf8") === "") await setTimeout(20);
    return readFileSync(path, "utf8");
  }

  /** Deletes the project. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
