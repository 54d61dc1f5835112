import { logRetentionDays } from "../../../facts/log-retention";
import type { StackContext } from "../../section";
import { withDefault } from "../../toolkit/defaults";
import { numberChoice, object } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Logs of a container. */
export const logsSchema = withDefault(
  {},
  object(
    {
      retentionDays: withDefault(
        { dev: 7, prod: 365 },
        numberChoice(
          logRetentionDays,
          "Days that CloudWatch Logs keeps the logs. $0.50 per GB ingested, $0.03 per GB-month stored.",
        ),
      ),
    },
    "The service's logs.",
  ),
);

/** Adds an error where no platform of a service or a job collects its logs. */
export function validateLogs(
  at: Path,
  given: { logs?: { retentionDays?: number | undefined } | undefined },
  running: readonly string[],
  { platformsIgnoring }: StackContext,
  errors: ValidationErrors,
): void {
  if (given.logs?.retentionDays === undefined) return;
  if (!running.every((platform) => platformsIgnoring.logs.includes(platform))) return;
  const off = formatPath(["eks", "containerLogs"]);
  errors.add(
    [...at, "logs", "retentionDays"],
    `has no effect: nothing of the stack collects logs there, on a cluster that is there already or with ${off}: false.`,
  );
}
