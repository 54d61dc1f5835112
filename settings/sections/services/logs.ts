import { logRetentionDays } from "../../../facts/log-retention";
import { withDefault } from "../../toolkit/defaults";
import { numberChoice, object, onlyOn } from "../../toolkit/kinds";

/** A service's logs. */
export const logsSchema = withDefault(
  {},
  object(
    {
      retentionDays: onlyOn(
        ["ecs", "batch"],
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
