import { dirname } from "node:path";

/** Options that npm takes for its own where `--` is forgotten, as it hands them to a script: npm_config_config_file. */
const prefix = "npm_config_";

/**
 * The options of this command that npm kept for itself: `npm run preview --stack=prod` reaches the script without any.
 * Each as the user should write it.
 */
export function optionsKeptByNpm(
  options: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  return options.flatMap((option) => {
    const value = environment[prefix + option.replaceAll("-", "_")];
    if (!isScript(environment) || value === undefined) return [];
    return [value === "true" ? `--${option}` : `--${option} ${value}`];
  });
}

/** The folder that the user is in: npm runs a script in the folder of its package.json. */
export function userDirectory(
  directory: string,
  { npm_command, npm_package_json, INIT_CWD }: Readonly<Record<string, string | undefined>>,
): string {
  const isOfPackage = isScript({ npm_command }) && dirname(npm_package_json ?? "") === directory;
  return isOfPackage ? (INIT_CWD ?? directory) : directory;
}

/** npm 11 calls its command `run`, others `run-script`. */
function isScript({ npm_command }: Readonly<Record<string, string | undefined>>): boolean {
  return npm_command === "run" || npm_command === "run-script";
}
