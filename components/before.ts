import { beforeCommandLength, beforeMinutes } from "../facts/before-commands";
import { containerLimits } from "../facts/container-limits";
import { validateWholeNumber } from "./invalid-arguments";

/**
 * A command that runs once to its end before replicas of a new version start, such as a migration of the database: in the
 * service's image, with its variables, secrets, data and permissions. The version that runs keeps serving meanwhile, and stays
 * if the command fails.
 */
export interface BeforeCommand {
  /** Command with its arguments, instead of the image's own (CMD); an ENTRYPOINT stays. */
  command: string[];
  /** Minutes that it may take, image pull included, 1 to 14. @default 10 */
  timeoutMinutes?: number;
}

/** Fills in what a description leaves out. */
export function completeBefore({ command, timeoutMinutes = 10 }: BeforeCommand): Required<BeforeCommand> {
  return { command, timeoutMinutes };
}

/** Validates the command of a service that has one. */
export function validateBefore({ before }: { before?: Required<BeforeCommand> }): string[] {
  if (before === undefined) return [];
  const { command, timeoutMinutes } = before;
  const { max } = containerLimits.commandArguments;
  const { length } = JSON.stringify(command);
  return [
    ...(command.length > 0 && command.length <= max
      ? []
      : [`service.before.command has ${command.length} arguments: must have 1 to ${max}`]),
    ...(length <= beforeCommandLength
      ? []
      : [
          `service.before.command has ${length} characters as JSON: must have at most ${beforeCommandLength}`,
        ]),
    ...validateWholeNumber("service.before.timeoutMinutes", timeoutMinutes, beforeMinutes),
  ];
}
