// Writes what a package manager would say of the libraries that are copied into the image, a file for each package, where
// scanners look for it in images without a package manager. Run by the Dockerfile with Node 24.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [status, destination, ...packages] = process.argv.slice(2);
if (status === undefined || destination === undefined || packages.length === 0)
  throw new Error("usage: node packages.ts STATUS DESTINATION PACKAGE...");

mkdirSync(destination, { recursive: true });
const entries = readFileSync(status, "utf8").split(/\n\n+/);
for (const name of packages) {
  const entry = entries.find((each) => each.startsWith(`Package: ${name}\n`));
  if (entry === undefined) throw new Error(`${status} has no package ${name}`);
  writeFileSync(join(destination, name), `${entry.trimEnd()}\n`);
}
