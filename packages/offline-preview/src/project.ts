import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseDocument } from "yaml";
import { type Config, type ConfigValue, projectDefaults, stackConfig } from "./config";
import { blankHint, configOf } from "./stack-file";

/** A program and the stack that it is run for. */
export interface Project {
  name: string;
  organization: string;
  stack: string;
  /** Folder of Pulumi.yaml. */
  root: string;
  /** Folder that the program runs in. */
  directory: string;
  /** What to run, relative to `directory`; "." for what package.json says. */
  entryPoint: string;
  /** Arguments of node itself. */
  nodeArguments: string[];
  /** Whether Pulumi compiles TypeScript itself. */
  typescript: boolean;
  config: Config;
  /** Path of the stack's file. */
  stackFile: string;
}

/** Something in Pulumi.yaml or a stack file that has to be changed. */
export class ProjectError extends Error {}

/** There is no file for the stack. */
export class MissingStackError extends ProjectError {}

/** Reads Pulumi.yaml in `root` and the file of a stack as the Pulumi CLI does. */
export function readProject(root: string, qualifiedStack: string, configFile?: string): Project {
  const projectFile = join(root, "Pulumi.yaml");
  if (!existsSync(projectFile)) {
    throw new ProjectError(`there is no Pulumi.yaml in ${root}; start the preview in the project's folder`);
  }
  const project = readMap(projectFile, root);
  const { name } = project;
  if (typeof name !== "string") throw new ProjectError("Pulumi.yaml: `name` is missing");
  const [stack = "dev", , organization = "organization"] = qualifiedStack.split("/").reverse();
  const stackDirectory = typeof project.stackConfigDir === "string" ? project.stackConfigDir : ".";
  const stackFile = configFile ?? join(stackDirectory, `Pulumi.${stack}.yaml`);
  const stackPath = resolve(root, stackFile);
  if (!existsSync(stackPath))
    throw new MissingStackError(missingStack(stack, resolve(root, stackDirectory), configFile));
  const options = runtimeOptions(project.runtime);
  const main = resolve(root, typeof project.main === "string" ? project.main : ".");
  const isFile = /\.[cm]?[jt]s$/.test(main);
  return {
    name,
    organization,
    stack,
    root,
    directory: isFile ? dirname(main) : main,
    entryPoint: isFile ? basename(main) : ".",
    nodeArguments: words(String(options.nodeargs ?? "")),
    typescript: options.typescript !== false,
    stackFile: stackPath,
    config: {
      ...readConfig("Pulumi.yaml", () => projectDefaults(name, project.config)),
      ...readConfig(stackFile, () => stackConfig(configOf(readMap(stackPath, root)))),
    },
  };
}

/** The names of the stacks that have a file in `directory`. */
function stacksIn(directory: string): string[] {
  const files = existsSync(directory) ? readdirSync(directory) : [];
  return files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []).sort();
}

function missingStack(stack: string, directory: string, configFile: string | undefined): string {
  if (configFile !== undefined) return `--config-file ${configFile}: there is no such file`;
  const stacks = stacksIn(directory);
  const known = stacks.length === 0 ? "there is no stack yet" : `the stacks are ${stacks.join(", ")}`;
  return `there is no stack ${stack} (no Pulumi.${stack}.yaml); ${known}`;
}

function runtimeOptions(runtime: unknown): Record<string, unknown> {
  const name = isMap(runtime) ? runtime.name : runtime;
  if (name !== "nodejs")
    throw new ProjectError(`Pulumi.yaml: runtime ${String(name)} can't be previewed; only nodejs can`);
  return isMap(runtime) && isMap(runtime.options) ? runtime.options : {};
}

function readConfig(file: string, read: () => Record<string, ConfigValue>): Record<string, ConfigValue> {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProjectError) throw error;
    throw new ProjectError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readMap(path: string, root: string): Record<string, unknown> {
  const text = readFileSync(path, "utf8");
  const document = parseDocument(text, { merge: true });
  const [problem] = document.errors;
  const file = relative(root, path);
  if (problem !== undefined) {
    const [line] = problem.linePos ?? [];
    const [message = ""] = problem.message.split(" at line");
    const hint = line ? blankHint(text.split("\n")[line.line - 1] ?? "") : "";
    throw new ProjectError(`${file}${line ? `:${line.line}:${line.col}` : ""}: ${message}${hint}`);
  }
  const content: unknown = document.toJS() ?? {};
  if (!isMap(content)) throw new ProjectError(`${file}: expected a map of settings`);
  return content;
}

/** Splits like a shell: at spaces, except inside of quotes. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ""));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
