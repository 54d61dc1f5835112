import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { explain } from "./failures";
import type { PreviewConfig } from "./preview-config";
import { ProjectError } from "./project-files";

const names = ["ts", "cts", "mts", "js", "cjs", "mjs"].map((extension) => `preview.config.${extension}`);

/**
 * The configuration beside Pulumi.yaml; an empty one where there is none.
 *
 * @throws ProjectError naming file and line where it can't be loaded.
 */
export async function loadPreviewConfig(root: string): Promise<PreviewConfig> {
  const name = names.find((candidate) => existsSync(join(root, candidate)));
  if (name === undefined) return {};
  const config = await load(join(root, name)).catch((error: unknown) => {
    const message = explain(error instanceof Error ? (error.stack ?? error.message) : String(error), root);
    throw new ProjectError(message.startsWith(name) ? message : `${name}: ${message}`);
  });
  if (isConfig(config)) return config;
  throw new ProjectError(`${name}: its default export must be an object, a PreviewConfig`);
}

/** The default export of a module, or what a CommonJS module exports. */
async function load(file: string): Promise<unknown> {
  // What the command watches may be another module by now: ES modules are kept by their address.
  if (file.endsWith(".mjs"))
    return (await import(`${pathToFileURL(file).href}?changed=${statSync(file).mtimeMs}`)).default;
  require("../typescript.cjs");
  const loaded = required(file);
  const isEsModule = typeof loaded === "object" && loaded !== null && "__esModule" in loaded;
  return isEsModule && "default" in loaded ? loaded.default : loaded;
}

function required(file: string): unknown {
  const { stackTraceLimit } = Error;
  // Node and tsx take up the usual ten frames where an import fails.
  Error.stackTraceLimit = 30;
  try {
    return require(file);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function isConfig(value: unknown): value is PreviewConfig {
  return typeof value === "object" && value !== null && !("__esModule" in value);
}
