// Loads TypeScript by tsx: in the program, in tests and in scripts.
//
// tsx reads and parses every file that is required, those of dependencies too, in case one is an ES module, and has Node
// read their source maps: a third of the time of a preview. Dependencies are loaded by Node itself; what Node can't load,
// tsx still gets.
const { sep } = require("node:path");
const extensions = require("node:module")._extensions;

const byNode = extensions[".js"];
require("tsx/cjs");
const byTsx = extensions[".js"];

extensions[".js"] = (module, file) => {
  if (!file.includes(`${sep}node_modules${sep}`)) return byTsx(module, file);
  process.setSourceMapsEnabled(false);
  try {
    return byNode(module, file);
  } catch (error) {
    if (error?.code !== "ERR_REQUIRE_ESM") throw error;
    return byTsx(module, file);
  } finally {
    process.setSourceMapsEnabled(true);
  }
};
