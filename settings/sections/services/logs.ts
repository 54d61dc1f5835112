import { logRetentionDays } from "../../../facts/log-retention";
import { withDefault } from "../../toolkit/defaults";
import { numberChoice, object, onlyOn } from "../../toolkit/kinds";

/** Logs of a container, on the platforms that collect them. */
export function logsOn(platforms: readonly string[]) {
  return withDefault(
    {},
    object(
      {
        retentionDays: onlyOn(
          platforms,
          withDefault(
            { dev: 7, prod: 365 },
            numberChoice(
              logRetentionDays,
              "Days that CloudWatch Logs keeps the logs. $0.50 per GB ingested, $0.03 per GB-month stored. On EKS logs are " +
                "not collected.",
            ),
          ),
        ),
      },
      "The service's logs.",
    ),
  );
}

/** A service's logs. */
export const logsSchema = logsOn(["ecs"]);
