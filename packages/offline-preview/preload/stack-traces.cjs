// Loaded into the program's process before the program; changes nothing but the text of errors.
//
// The SDK translates stack traces with source-map-support, which knows no source maps of what tsx compiled in memory: an
// error would name the wrong line. Frames of dependencies keep their compiled names: reading their source maps takes long.
const { createRequire, findSourceMap } = require("node:module");
const { join } = require("node:path");
const { fileURLToPath } = require("node:url");
const util = require("node:util");

// Node and tsx take up the usual ten frames where an import fails.
Error.stackTraceLimit = 30;

const sdk = createRequire(createRequire(join(process.cwd(), "package.json")).resolve("@pulumi/pulumi"));
/** tsx writes sources as URLs, which source-map-support takes for paths. */
const pathOf = (source) => (source.startsWith("file:") ? fileURLToPath(source) : source);

const untranslated = { version: 3, sources: [], names: [], mappings: "" };

sdk("source-map-support").install({
  environment: "node",
  hookRequire: false,
  retrieveSourceMap(file) {
    const map = /[\\/]node_modules[\\/]/.test(file) ? untranslated : findSourceMap(file)?.payload;
    return map ? { url: file, map: { ...map, sources: map.sources.map(pathOf) } } : null;
  },
});

// The SDK reports an error with colours, which nobody sees here. Node 20 to 24 never end where they colour a frame such as
// "node_modules/@pulumi/output.ts", which is what ts-node makes of a dependency.
util.inspect = new Proxy(util.inspect, {
  apply: (inspect, self, [value, options, ...rest]) =>
    Reflect.apply(inspect, self, [value, options?.colors ? { ...options, colors: false } : options, ...rest]),
});
