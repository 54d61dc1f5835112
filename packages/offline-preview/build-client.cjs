// Bundles the script and the style of the page, which run in a browser: when the package is packed, and in a checkout of it
// when a page is asked for.
const { mkdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

exports.buildClient = () => {
  const { buildSync } = require("esbuild");
  const bundle = (name) =>
    buildSync({
      entryPoints: [join(__dirname, "client", name)],
      bundle: true,
      minify: true,
      write: false,
      format: "iife",
      target: ["es2022"],
      // The page holds it as it is: no text in it may end its element.
      supported: { "inline-script": false, "inline-style": false },
    }).outputFiles[0].text.trim();
  return { script: bundle("main.ts"), style: bundle("page.css") };
};

if (require.main === module) {
  const folder = join(__dirname, "dist", "client");
  const { script, style } = exports.buildClient();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "page.js"), script);
  writeFileSync(join(folder, "page.css"), style);
}
