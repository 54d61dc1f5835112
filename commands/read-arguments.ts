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
    const message = error instanceof Error ? error.message : String(error);
    // Without Node's advice on arguments that begin with a hyphen, of which no command has any.
    const [what = message] = message.split(". To specify", 1);
    throw new UsageError(`${what}\n\n${usage}`);
  }
}
