import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What runs and shows in the browser. */
export interface ClientFiles {
  script: string;
  style: string;
}

const packageFolder = join(__dirname, "..", "..");

let files: ClientFiles | undefined;

/** The page's script and style: built with the package, or here in a checkout of it. */
export function clientFiles(): ClientFiles {
  files ??= existsSync(join(packageFolder, "client")) ? built() : read(join(packageFolder, "dist", "client"));
  return files;
}

function built(): ClientFiles {
  const { buildClient }: { buildClient: () => ClientFiles } = require("../../build-client.cjs");
  return buildClient();
}

function read(folder: string): ClientFiles {
  return {
    script: readFileSync(join(folder, "page.js"), "utf8"),
    style: readFileSync(join(folder, "page.css"), "utf8"),
  };
}
