// Loaded into the program's process before the program. The SDK translates stack traces with source-map-support, which
// looks for source maps on disk; those that tsx makes exist in memory alone, so an error would name the wrong line.
// Dependencies stay as they are: it takes time to translate them, and a translated frame such as "@pulumi/output.ts"
// sends util.inspect of Node 20 into an endless loop.
const { findSourceMap } = require("node:module");
const { sep } = require("node:path");

const untranslated = { version: 3, sources: [], names: [], mappings: "" };

require("source-map-support").install({
  environment: "node",
  retrieveSourceMap(path) {
    if (path.includes(`${sep}node_modules${sep}`)) return { url: path, map: untranslated };
    const map = findSourceMap(path);
    return map === undefined ? null : { url: path, map: { ...map.payload, sources: [path] } };
  },
});
