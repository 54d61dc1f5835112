import { containerLimits, directoryPath, writablePathError } from "../../../facts/container-limits";
import { serviceLimits } from "../../../facts/service-limits";
import { withDefault } from "../../toolkit/defaults";
import { integer, list, string } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

const { commandArguments, commandArgumentLength, writablePaths } = containerLimits;

/** A command with its arguments. */
export function commandList(example: string, description: string) {
  return list(
    string(
      new RegExp(`^[^\\0]{0,${commandArgumentLength.max}}$`),
      `a string of at most ${commandArgumentLength.max} characters`,
      "One argument.",
    ),
    { ...commandArguments, allowed: `a list of 1 to ${commandArguments.max} arguments, such as ${example}` },
    description,
  );
}

/** What a container is started with, where it may write, and how long it may take to stop. */
export const containerKeys = {
  command: commandList(
    "[node, server.js]",
    "Command with its arguments, instead of the image's own (CMD). An ENTRYPOINT of the image stays. Default: the image's.",
  ),
  writablePaths: withDefault(
    ["/tmp"],
    list(
      string(directoryPath, "an absolute path such as /var/cache", "A directory."),
      {
        ...writablePaths,
        allowed: `a list of at most ${writablePaths.max} absolute paths, such as [/tmp, /var/cache/nginx]`,
      },
      "Directories that the container may write to, for as long as the replica lives; the rest of its root filesystem is " +
        "read-only. On ECS a directory of the image keeps its owner only if the Dockerfile has it as a VOLUME.",
    ),
  ),
  stopSeconds: withDefault(
    30,
    integer(
      serviceLimits.stopSeconds,
      "Seconds from the signal to stop (SIGTERM) until the container is killed. On Fargate at most 120. Above drainSeconds, " +
        "since Spot capacity sends the signal while requests still drain.",
    ),
  ),
};

/** Adds errors for directories that can't be mounted. */
export function validateWritablePaths(
  at: Path,
  given: readonly string[] | undefined,
  errors: ValidationErrors,
): void {
  for (const [index, path] of (given ?? []).entries()) {
    const own = [...at, "writablePaths", index];
    const error = writablePathError(path, (given ?? []).toSpliced(index, 1));
    if (error !== undefined && !errors.has(own)) {
      errors.add(own, `is ${errors.format(own, path)}, but must be ${error}.`);
    }
  }
}
