import { statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Config, projectDefaults, stackConfig } from "./config";
import { isPlainMap } from "./plain-map";
import { exists, findProjectFile, ProjectError, readMap, stackFileName, stacksIn } from "./project-files";

import { configOf } from "./stack-file";

export { ProjectError } from "./project-files";

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
  /** Path of the tsconfig.json that it uses for that, where it isn't the one beside the program. */
  tsconfig?: string;
  config: Config;
  /** Path of the stack's file; absent where no stack of the project has one. */
  stackFile?: string;
  /** Whether the program tells where it makes each resource, which takes it time. Default: false. */
  tellsPlaces?: boolean;
}

/** There is no file for the stack. */
export class MissingStackError extends ProjectError {}

/**
 * Reads the project that `directory` is in, and the file of a stack, as the Pulumi CLI does.
 *
 * @param qualifiedStack name of the stack, with or without organization and project before it.
 * @param configFile path of a file to use in place of the stack's own, from the project's folder.
 */
export function readProject(directory: string, qualifiedStack: string, configFile?: string): Project {
  const projectFile = findProjectFile(resolve(directory));
  if (projectFile === undefined) {
    throw new ProjectError(
      `there is no Pulumi.yaml in ${directory} or above; start the preview in the project's folder`,
    );
  }
  const root = dirname(projectFile);
  const project = readMap(projectFile, root);
  const { name } = project;
  if (typeof name !== "string") throw new ProjectError(`${basename(projectFile)}: \`name\` is missing`);
  const [stack = "", , organization = "organization"] = qualifiedStack.split("/").reverse();
  const stackDirectory = typeof project.stackConfigDir === "string" ? project.stackConfigDir : ".";
  const stackFile = findStackFile(projectFile, stackDirectory, stack, configFile);
  return {
    name,
    organization,
    stack,
    root,
    ...program(root, project.main),
    ...runtimeOptions(project.runtime),
    stackFile,
    config: {
      ...inFile(basename(projectFile), () => projectDefaults(name, project.config)),
      ...(stackFile === undefined
        ? {}
        : inFile(relative(root, stackFile), () => stackConfig(configOf(readMap(stackFile, root))))),
    },
  };
}

/** Path of the stack's file; nothing where the project has no stack files at all, so that its stacks set nothing. */
function findStackFile(
  projectFile: string,
  directory: string,
  stack: string,
  configFile: string | undefined,
): string | undefined {
  const root = dirname(projectFile);
  const path = resolve(root, configFile ?? join(directory, stackFileName(stack, projectFile)));
  if (exists(path)) return path;
  if (configFile !== undefined) {
    throw new MissingStackError(`--config-file ${configFile}: there is no such file`);
  }
  const stacks = stacksIn(resolve(root, directory), projectFile);
  if (stacks.length === 0) return undefined;
  throw new MissingStackError(
    `there is no stack ${stack} (no ${stackFileName(stack, projectFile)}); ` +
      (stacks.length === 1 ? `the only one is ${stacks[0]}` : `the stacks are ${stacks.join(", ")}`),
  );
}

/** See getPwdMain in pkg/engine/project.go of pulumi/pulumi. */
function program(root: string, main: unknown): Pick<Project, "directory" | "entryPoint"> {
  if (typeof main !== "string" || main === "") return { directory: root, entryPoint: "." };
  const path = resolve(root, main);
  if (!exists(path)) throw new ProjectError(`Pulumi.yaml: main: there is no ${main}`);
  return statSync(path).isDirectory()
    ? { directory: path, entryPoint: "." }
    : { directory: dirname(path), entryPoint: basename(path) };
}

/** See parseOptions in sdk/nodejs/cmd/pulumi-language-nodejs/main.go of pulumi/pulumi. */
function runtimeOptions(runtime: unknown): Pick<Project, "nodeArguments" | "typescript" | "tsconfig"> {
  const name = isPlainMap(runtime) ? runtime.name : runtime;
  if (name !== "nodejs") {
    throw new ProjectError(`Pulumi.yaml: runtime ${String(name)} can't be previewed; only nodejs can`);
  }
  const options = isPlainMap(runtime) && isPlainMap(runtime.options) ? runtime.options : {};
  const { typescript = true, nodeargs = "", tsconfig } = options;
  const invalidOption = (option: string, expected: string) =>
    new ProjectError(`Pulumi.yaml: runtime.options.${option} must be ${expected}`);
  if (typeof typescript !== "boolean") throw invalidOption("typescript", "true or false");
  if (typeof nodeargs !== "string") throw invalidOption("nodeargs", "a string");
  if (tsconfig !== undefined && typeof tsconfig !== "string") throw invalidOption("tsconfig", "a path");
  return { nodeArguments: words(nodeargs), typescript, tsconfig };
}

function inFile(file: string, read: () => Config): Config {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProjectError) throw error;
    throw new ProjectError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Splits like a shell: at spaces, except inside of quotes; a backslash takes the next character as it is. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs)].map(([word]) =>
    word.replace(
      /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs,
      (_, single?: string, double?: string, escaped?: string) =>
        single ?? double?.replace(/\\(["\\])/g, "$1") ?? escaped ?? "",
    ),
  );
}
