// Makes errors name the right line of a file that tsx compiled.
//
// The SDK translates stack traces with source-map-support, which knows no source maps of what is compiled in memory.
// Frames of dependencies keep their compiled names: reading their source maps takes long, and Node 20 to 24 never end
// where they colour what becomes of some, such as "node_modules/@pulumi/output.ts".
const { createRequire, findSourceMap } = require("node:module");
const { fileURLToPath } = require("node:url");

/** tsx writes sources as URLs, which source-map-support takes for paths. */
const pathOf = (source) => (source.startsWith("file:") ? fileURLToPath(source) : source);

const untranslated = { version: 3, sources: [], names: [], mappings: "" };

createRequire(require.resolve("@pulumi/pulumi"))("source-map-support").install({
  environment: "node",
  hookRequire: false,
  retrieveSourceMap(file) {
    const map = /[\\/]node_modules[\\/]/.test(file) ? untranslated : findSourceMap(file)?.payload;
    return map ? { url: file, map: { ...map, sources: map.sources.map(pathOf) } } : null;
  },
});
