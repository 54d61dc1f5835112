import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The project, as a checkout. */
export const projectDirectory = join(__dirname, "..", "..");

/** One resource of a plan in JSON. */
export interface Step {
  op: string;
  urn: string;
  newState: {
    type: string;
    custom: boolean;
    inputs: Record<string, unknown>;
    provider?: string;
    parent?: string;
    dependencies?: string[];
    propertyDependencies?: Record<string, string[]>;
    ignoreChanges?: string[];
    protect?: boolean;
  };
}

/** A plan in JSON, as far as tests read it. */
export interface PreviewOfStack {
  steps: Step[];
  outputs: Record<string, unknown>;
  diagnostics: { message: string; severity: string }[];
}

/** How a command ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the preview command of the project in `directory` to its end. */
export function runPreview(args: string[], directory = projectDirectory): Promise<Ended> {
  return run(
    [join(directory, "node_modules", "pulumi-offline-preview", "bin", "pulumi-offline-preview.cjs"), ...args],
    directory,
  );
}

/** Runs Node with `args` in `directory` to its end. */
export function run(args: string[], directory: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { cwd: directory, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") {
        resolve({ code, stdout, stderr });
      } else {
        reject(error);
      }
    });
  });
}

/** The plan of a stack as it ships, made by `shipped-plans.ts` before the first test. */
export async function shippedPreview(stack: string): Promise<PreviewOfStack> {
  const file = join(process.env.SHIPPED_PLANS ?? "", `${stack}.json`);
  const ended: Ended = JSON.parse(readFileSync(file, "utf8"));
  return planIn(ended);
}

/** The plan of a stack that can be planned. */
export async function previewOf(of: {
  stack?: string;
  configFile?: string;
  directory?: string;
}): Promise<PreviewOfStack> {
  const args = ["--format", "json", "--stack", of.stack ?? "dev"];
  const configFile = of.configFile === undefined ? [] : ["--config-file", of.configFile];
  return planIn(await runPreview([...args, ...configFile], of.directory));
}

function planIn({ code, stdout, stderr }: Ended): PreviewOfStack {
  assert.equal(code, 0, stderr || stdout);
  const plan: PreviewOfStack = JSON.parse(stdout);
  return plan;
}
