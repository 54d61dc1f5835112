import { beforeCommandLength, beforeMinutes } from "../../../facts/before-commands";
import { withDefault } from "../../toolkit/defaults";
import { integer, object } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { commandList } from "./container";

/** The command that runs to its end before replicas of a new version start. */
export const beforeSchema = object(
  {
    timeoutMinutes: withDefault(
      10,
      integer(
        beforeMinutes,
        "Minutes that the command may take, its start included; then it is stopped, and the update fails.",
      ),
    ),
  },
  "A command that runs once to its end before replicas of a new version start, such as a migration of the database: with the " +
    "service's image, variables, secrets, data and permissions; on ECS on On-Demand capacity. If it fails, so does the update, and " +
    "the version that runs stays. In a stack with several platforms it runs once on each. Costs the minutes that it takes.",
  {
    command: commandList("[npm, run, migrate]", "Command with its arguments, in place of the service's own."),
  },
);

/** Adds an error for a command that is too long for RunTask. */
export function validateBefore(
  at: Path,
  before: { command: readonly string[] } | undefined,
  errors: ValidationErrors,
): void {
  const path = [...at, "before", "command"];
  const { length } = JSON.stringify(before?.command ?? []);
  if (length > beforeCommandLength && !errors.has(path)) {
    errors.add(path, `has ${length} characters as JSON, but must have at most ${beforeCommandLength}.`);
  }
}
