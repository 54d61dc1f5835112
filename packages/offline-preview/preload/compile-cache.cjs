// Keeps what V8 compiled of dependencies from one preview to the next: half of the time that they take to load. Node 22 and
// later do so themselves.
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

/** Keeps the compiled scripts of this process in a file of this name, beside the packages that `sdk` requires. */
function keepCompiled(name, sdk) {
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
  const compileByNode = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, ...rest) {
    if (!canBeKept(content, filename)) {
      return compileByNode.call(this, content, filename, ...rest);
    }
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
function canBeKept(content, filename) {
  return (
    filename.includes(`${sep}node_modules${sep}`) &&
    !content.startsWith("#!") &&
    !/\bimport\s*\(/.test(content)
  );
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
