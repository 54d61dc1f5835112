// Run after the compiler, when the package is packed: takes the SDK's protocol files along, so that the preview speaks the
// newest protocol whatever version of the SDK a project has. An engine is always as new or newer too.
const { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");

const dist = join(__dirname, "dist");
const protocol = join(dist, "protocol");
const installed = dirname(require.resolve("@pulumi/pulumi/proto/resource_pb.js"));

mkdirSync(protocol, { recursive: true });
for (const file of readdirSync(dist, { recursive: true }).filter((name) => name.endsWith(".js"))) {
  const path = join(dist, file);
  const text = readFileSync(path, "utf8");
  const bundled = text.replace(/require\("@pulumi\/pulumi\/proto\/(\w+)"\)/g, (_, name) => {
    bundle(`${name}.js`);
    return `require("${relative(dirname(path), join(protocol, name)).replaceAll("\\", "/")}")`;
  });
  if (bundled !== text) writeFileSync(path, bundled);
}

/** Copies a file of the protocol, and those that it requires. */
function bundle(name) {
  const target = join(protocol, name);
  if (readdirSync(protocol).includes(name)) return;
  copyFileSync(join(installed, name), target);
  for (const [, required] of readFileSync(target, "utf8").matchAll(/require\('\.\/([^']+)'\)/g)) {
    bundle(required);
  }
}
