import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./errors";

/**
 * Reads the arguments of a command.
 *
 * @param usage How the command is called, which follows the message where an argument is wrong.
 * @throws UsageError where the command doesn't have an option, or an option lacks its value.
 */
export function readArguments<const Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
