// Keeps what V8 compiled from one preview to the next: half of the time that dependencies take to load. Node 22 and later do so
// themselves.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join, sep } = require("node:path");
const { deserialize, serialize } = require("node:v8");
const { Script } = require("node:vm");

/** Part of the scripts of a run that has to be new before the file is written again. */
const renewedPart = 0.1;
/** What other programs compiled is kept up to this size of the file. */
const maxBytes = 32 * 1024 * 1024;

/** Length of what stands before a module's first line. */
const wrapperLength = Module.wrap("").indexOf("{") + 2;

/**
 * Keeps the compiled scripts of this process in a file of this name, beside the packages that `sdk` requires: those of
 * dependencies, and with `ofProgram` those that a compiler makes of the program. Stack traces find their source maps by
 * `Module.findSourceMap` alone.
 */
function keepCompiled(name, sdk, { ofProgram = false } = {}) {
  const isMeasured =
    process.env.NODE_V8_COVERAGE || process.execArgv.some((option) => option.startsWith("--inspect"));
  if (Module.enableCompileCache || isMeasured) return;

  const packages = join(dirname(sdk.resolve("@pulumi/pulumi")), "..", "..");
  const file = join(
    packages,
    ".cache",
    "pulumi-offline-preview",
    `${name}-${process.version}-${process.arch}`,
  );
  const kept = read(file);
  const scripts = new Map();
  const contents = new Map();
  if (ofProgram) findSourceMapsIn(contents);
  const compileByNode = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, ...rest) {
    const isDependency = filename.includes(`${sep}node_modules${sep}`);
    const isOfProgram = ofProgram && !isDependency && sourceMapIn(content) !== undefined;
    if ((!isDependency && !isOfProgram) || !canBeKept(content)) {
      return compileByNode.call(this, content, filename, ...rest);
    }
    if (isOfProgram) contents.set(filename, content);
    const key = createHash("sha1").update(content).digest("latin1");
    const cachedData = kept.get(key);
    const script = new Script(Module.wrap(content), {
      filename,
      cachedData,
      columnOffset: -wrapperLength,
    });
    scripts.set(key, script);
    if (script.cachedDataRejected) kept.delete(key);
    return script
      .runInThisContext()
      .call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
  };

  process.on("exit", () => {
    const added = [...scripts].filter(([key]) => !kept.has(key));
    if (added.length <= scripts.size * renewedPart) return;
    const used = [...scripts.keys()].filter((key) => kept.has(key)).map((key) => [key, kept.get(key)]);
    const current = [...used, ...added.map(([key, script]) => [key, script.createCachedData()])];
    const all = new Map([...kept, ...current]);
    write(file, bytesOf(all) > maxBytes ? new Map(current) : all);
  });
}

/** A script that is kept can't import ES modules: Node 20 forgets where it was loaded from. */
function canBeKept(content) {
  return !content.startsWith("#!") && !/\bimport\s*\(/.test(content);
}

/** Where the source map begins that a compiler ended a script with. */
function sourceMapIn(content) {
  const mark = "//# sourceMappingURL=data:application/json;base64,";
  const start = content.lastIndexOf(mark);
  return start < 0 ? undefined : start + mark.length;
}

/**
 * Has Node find the source maps of scripts by their contents, by file. Node itself parses the map of each script that it
 * compiles, of which few are ever asked for.
 */
function findSourceMapsIn(contents) {
  const { findSourceMap, SourceMap } = Module;
  Module.findSourceMap = (file) => {
    const content = contents.get(file);
    if (content === undefined) return findSourceMap(file);
    return new SourceMap(JSON.parse(Buffer.from(content.slice(sourceMapIn(content)), "base64").toString()));
  };
}

/** What Node gives to `module` as `require`. */
function requireOf(module) {
  const require = (id) => module.require(id);
  const resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  const paths = (request) => Module._resolveLookupPaths(request, module);
  const { _cache: cache, _extensions: extensions } = Module;
  return Object.assign(require, {
    resolve: Object.assign(resolve, { paths }),
    main: process.mainModule,
    cache,
    extensions,
  });
}

function bytesOf(compiled) {
  return [...compiled.values()].reduce((bytes, { length }) => bytes + length, 0);
}

function read(file) {
  try {
    return deserialize(readFileSync(file));
  } catch {
    return new Map();
  }
}

/** Processes that write at the same time replace each other's whole file. Where nothing can be written, nothing is kept. */
function write(file, compiled) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, serialize(compiled));
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}

module.exports = { keepCompiled };
