// Turns src/*.ts into *.js by removing the types, and nothing else: lines and columns stay where they are, so a
// stack trace in production points into the TypeScript source. Run by the Dockerfile with Node 24, which needs no package for it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

const [source, destination] = process.argv.slice(2);
if (source === undefined || destination === undefined)
  throw new Error("usage: node build.ts SOURCE DESTINATION");

mkdirSync(destination, { recursive: true });
for (const file of readdirSync(source)) {
  const types = readFileSync(join(source, file), "utf8");
  writeFileSync(join(destination, file.replace(/\.ts$/, ".js")), stripTypeScriptTypes(types));
}
