// Loads TypeScript by tsx: in the program, in tests and in scripts.
//
// tsx reads and parses every file that is required, those of dependencies too, in case one is an ES module, has Node read their
// source maps, and looks for TypeScript wherever anything is required: a third of the time of a preview. Dependencies are
// found and loaded by Node itself, and files beside each other without asking; what Node can't load, tsx still gets.
const { readdirSync, realpathSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, resolve, sep } = require("node:path");

const { _extensions: extensions } = Module;
const [findByNode, loadByNode] = [Module._resolveFilename, extensions[".js"]];
require("tsx/cjs");
const [findByTsx, loadByTsx] = [Module._resolveFilename, extensions[".js"]];

const isOfDependency = (file) => file.includes(`${sep}node_modules${sep}`);

extensions[".js"] = (module, file) => {
  if (!isOfDependency(file)) return loadByTsx(module, file);
  process.setSourceMapsEnabled(false);
  try {
    return loadByNode(module, file);
  } catch (error) {
    if (error?.code !== "ERR_REQUIRE_ESM") throw error;
    return loadByTsx(module, file);
  } finally {
    process.setSourceMapsEnabled(true);
  }
};

Module._resolveFilename = function (request, parent, ...rest) {
  const byTsx = () => Reflect.apply(findByTsx, this, [request, parent, ...rest]);
  const requiring = parent?.filename;
  if (typeof requiring !== "string") return byTsx();
  if (!isOfDependency(requiring)) return (requiring.endsWith(".ts") && beside(requiring, request)) || byTsx();
  try {
    return Reflect.apply(findByNode, this, [request, parent, ...rest]);
  } catch {
    return byTsx();
  }
};

/** The file of TypeScript that a path such as `./network` or `../facts` names, where nothing else could have its name. */
function beside(requiring, request) {
  if (!/^\.\.?\/[^?#]*[^./]$/.test(request)) return undefined;
  const path = resolve(dirname(requiring), request);
  const name = basename(path);
  const folder = folderAt(dirname(path));
  if (folder.hasOther(name) || folder.hasFile(name)) return undefined;
  if (folder.hasFile(`${name}.ts`)) return folder.pathOf(`${name}.ts`);
  const inside = folderAt(path);
  if (inside.hasOther("index") || inside.hasFile("package.json")) return undefined;
  return inside.hasFile("index.ts") ? inside.pathOf("index.ts") : undefined;
}

/** Endings of what Node or tsx could take instead. */
const otherEndings = [".js", ".json", ".node", ".tsx", ".mts", ".cts"];

/** A folder as it was when something in it was first required. */
class Folder {
  #path;
  #entries = new Map();

  constructor(path) {
    try {
      this.#path = realpathSync(path);
      for (const entry of readdirSync(path, { withFileTypes: true })) this.#entries.set(entry.name, entry);
    } catch {
      // What isn't there has nothing in it.
    }
  }

  hasFile(name) {
    return this.#entries.get(name)?.isFile() ?? false;
  }

  hasOther(name) {
    return otherEndings.some((ending) => this.#entries.has(`${name}${ending}`));
  }

  pathOf(name) {
    return `${this.#path}${sep}${name}`;
  }
}

const folders = new Map();

function folderAt(path) {
  if (!folders.has(path)) folders.set(path, new Folder(path));
  return folders.get(path);
}
