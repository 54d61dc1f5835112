import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteScaling, ScalingSchedule } from "../scaling";

/** Creates the scheduled actions that set the bounds of a scalable target. They cost nothing. */
export function createScalingSchedules(
  name: string,
  { target, scaling }: { target: aws.appautoscaling.Target; scaling: CompleteScaling },
  parent: pulumi.Resource,
): void {
  for (const schedule of scaling.schedules ?? []) {
    const { at, min, max, timezone } = schedule;
    new aws.appautoscaling.ScheduledAction(
      `${name}-${actionName(schedule)}`,
      {
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        schedule: at,
        timezone: timezone ?? "UTC",
        scalableTargetAction: {
          ...(min !== undefined && { minCapacity: min }),
          ...(max !== undefined && { maxCapacity: max }),
        },
      },
      { parent },
    );
  }
}

/** Characters that a name can't have, or that mean something to a shell and to `--target`. */
const spelled: Readonly<Record<string, string>> = {
  " ": "_",
  "(": "-",
  ")": "",
  "*": "all",
  "?": "any",
  "/": "by",
  ",": "+",
  "#": "nr",
  ":": ".",
};

/** A name that no other time has: "cron-0_8_any_all_MON-FRI_all-Europe_Berlin". */
function actionName({ at, timezone }: ScalingSchedule): string {
  const time = [...at].map((character) => spelled[character] ?? character).join("");
  return timezone === undefined ? time : `${time}-${timezone.replaceAll("/", "_")}`;
}
