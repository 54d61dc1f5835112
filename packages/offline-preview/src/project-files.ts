import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { parseAllDocuments } from "yaml";
import { isPlainMap } from "./plain-map";
import { blankHint } from "./stack-file";

/** Something in Pulumi.yaml or a stack file that has to be changed. */
export class ProjectError extends Error {}

/** The endings that the Pulumi CLI reads, in its order. */
const extensions = [".json", ".yaml", ".yml"];

/** The project file of `directory` or of the nearest folder above; nothing where there is none. */
export function findProjectFile(directory: string): string | undefined {
  const found = extensions.map((extension) => join(directory, `Pulumi${extension}`)).find(exists);
  const parent = dirname(directory);
  return found ?? (parent === directory ? undefined : findProjectFile(parent));
}

/** The file of a stack beside its project file, and of the same kind. */
export function stackFileName(stack: string, projectFile: string): string {
  return `Pulumi.${stack}${extname(projectFile)}`;
}

/** The names of the stacks that have a file in `directory`, sorted. */
export function stacksIn(directory: string, projectFile: string): string[] {
  const extension = extname(projectFile);
  const files = exists(directory) ? readdirSync(directory) : [];
  return files
    .filter((file) => file.startsWith("Pulumi.") && file.endsWith(extension))
    .flatMap((file) => file.slice("Pulumi.".length, -extension.length) || [])
    .sort();
}

/** Whether there is anything at `path`, readable or not. */
export function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    return codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR";
  }
}

/**
 * Reads a YAML or JSON file that has to be a map; messages call it by its path from `root`.
 *
 * @throws ProjectError naming the place where it is something else.
 */
export function readMap(path: string, root: string): Record<string, unknown> {
  const file = relative(root, path);
  const fail = (message: string, place = ""): never => {
    throw new ProjectError(`${file}${place}: ${message}`);
  };
  const text = readText(path, file);
  const [document, second] = parseAllDocuments(text, { merge: true });
  if (second !== undefined) fail("expected one YAML document, found a second one after `---`");
  const [problem] = document?.errors ?? [];
  if (problem !== undefined) {
    const [line] = problem.linePos ?? [];
    const [message = ""] = problem.message.split(" at line");
    const hint = line === undefined ? "" : blankHint(text.split("\n")[line.line - 1] ?? "");
    fail(`${message}${hint}`, line && `:${line.line}:${line.col}`);
  }
  try {
    const content: unknown = document?.toJS() ?? {};
    return isPlainMap(content) ? content : fail("expected a map of settings");
  } catch (error) {
    if (error instanceof ProjectError) throw error;
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function readText(path: string, file: string): string {
  const bytes = readBytes(path, file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const valid = new TextDecoder().decode(bytes).split("\uFFFD")[0] ?? "";
    throw new ProjectError(`${file}:${valid.split("\n").length}: not UTF-8; save the file in that encoding`);
  }
}

function readBytes(path: string, file: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    throw new ProjectError(`${file}: can't be read: ${reasons[code] ?? code}`);
  }
}

const reasons: Record<string, string> = {
  ELOOP: "its symbolic links lead to each other",
  EISDIR: "it is a directory",
  EACCES: "permission denied",
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
