import { log } from "./log.mjs";

/** The values of these variables, by name. Without one of them the program ends, and the deployment fails. */
export function required(...names) {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    log("error", `not started: set ${missing.join(", ")}`);
    process.exit(1);
  }
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
