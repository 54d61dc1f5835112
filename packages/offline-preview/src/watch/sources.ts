import { existsSync, realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { PlannedResource } from "../engine/plan";
import { Asset, isMap, type Value } from "../engine/value";
import type { Project } from "../project";

/**
 * What a plan is made of: the project's folder, its stack file, the folders that images and assets are built from, and what tells
 * of other dependencies.
 */
export function sourcesOf(project: Project, resources: readonly PlannedResource[]): string[] {
  const { root, directory, stackFile } = project;
  const contexts = resources.flatMap(({ inputs }) => [
    textAt(inputs.build, "context"),
    textAt(inputs.context, "location"),
    ...Object.values(inputs).flatMap(assetPaths),
  ]);
  const paths = contexts
    .filter((path) => path !== undefined && !/^\w[\w+.-]*:\/\//.test(path))
    .map((path) => resolve(directory, path ?? ""))
    .filter(existsSync);
  const all = [root, directory, ...(stackFile === undefined ? [] : [stackFile]), ...paths];
  const outermost = [...new Set(all)].filter(
    (path) => !all.some((other) => other !== path && path.startsWith(other + sep)),
  );
  return [...outermost, ...[...new Set([root, directory])].flatMap(installationsIn)];
}

/** What npm, pnpm and Yarn write when they have installed dependencies, whose own files are too many to be watched. */
const installed = [".package-lock.json", ".modules.yaml", ".yarn-integrity", ".yarn-state.yml"];

function installationsIn(folder: string): string[] {
  return installed.map((name) => join(folder, "node_modules", name)).filter(existsSync);
}

/** Lets the project's own modules, such as its preview.config.ts, be loaded anew; those of its dependencies stay. */
export function forgetModules(root: string): void {
  const folder = realpathSync(root) + sep;
  const ownFolder = join(__dirname, "..", "..") + sep;
  const forgotten = new Set(
    Object.keys(require.cache).filter(
      (file) =>
        file.startsWith(folder) && !file.startsWith(ownFolder) && !file.split(sep).includes("node_modules"),
    ),
  );
  for (const file of forgotten) delete require.cache[file];
  for (const module of Object.values(require.cache)) {
    if (module?.children.some(({ filename }) => forgotten.has(filename))) {
      module.children = module.children.filter(({ filename }) => !forgotten.has(filename));
    }
  }
}

function textAt(value: Value | undefined, key: string): string | undefined {
  const text = isMap(value) ? value[key] : undefined;
  return typeof text === "string" ? text : undefined;
}

function assetPaths(value: Value): string[] {
  if (value instanceof Asset) {
    const { path } = value.content;
    return typeof path === "string" ? [path] : [];
  }
  if (Array.isArray(value)) return value.flatMap(assetPaths);
  return isMap(value) ? Object.values(value).flatMap(assetPaths) : [];
}
