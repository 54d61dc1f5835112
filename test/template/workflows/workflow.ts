import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** One step of a job. */
export interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  "continue-on-error"?: boolean;
  env?: Record<string, string>;
}

/** One job of a workflow. */
export interface Job {
  if?: string;
  needs?: string | string[];
  environment?: string;
  permissions?: Record<string, string>;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  "timeout-minutes"?: number;
  "runs-on": string;
  strategy?: { matrix: { node: number[] } };
  env?: Record<string, string>;
  steps: Step[];
}

/** A workflow as GitHub reads it. */
export interface Workflow {
  name: string;
  on: Record<string, unknown>;
  permissions?: unknown;
  defaults?: unknown;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  env?: Record<string, string>;
  jobs: Record<string, Job>;
}

const directory = join(__dirname, "..", "..", "..", ".github", "workflows");

/** Names of the workflow files. */
export const workflowFiles: readonly string[] = readdirSync(directory).sort();

/** The text of a workflow file. */
export function textOf(file: string): string {
  return readFileSync(join(directory, file), "utf8");
}

/** What a workflow file says. */
export function workflow(file: string): Workflow {
  return parse(textOf(file));
}

/** The one job of this name. */
export function job(file: string, name: string): Job {
  const found = workflow(file).jobs[name];
  if (found === undefined) throw new Error(`${file} has no job ${name}`);
  return found;
}

/** The script of the one step of this name. */
export function script(file: string, jobName: string, stepName: string): string {
  const found = job(file, jobName).steps.find(({ name }) => name === stepName)?.run;
  if (found === undefined) throw new Error(`${file}: ${jobName} has no script "${stepName}"`);
  return found;
}
