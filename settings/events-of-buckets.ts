import type { DataDescription } from "../components/data";
import type { JobSettings } from "./sections/jobs";
import { formatPath } from "./toolkit/path";

type Started = Pick<JobSettings, "on" | "uses">;

/** What is easily overlooked of jobs that the objects of a bucket start: whose notifications, and whose objects these are. */
export function warningsAboutEvents(
  jobs: Readonly<Record<string, Started>>,
  data: Readonly<Record<string, DataDescription>>,
): string[] {
  return Object.entries(jobs).flatMap(([name, { on, uses }]) => {
    if (on === undefined || !("event" in on)) return [];
    const path = formatPath(["jobs", name, "on", "event"]);
    const { event, prefix, suffix } = on;
    const described = data[event];
    return [
      ...(described && "existing" in described
        ? [
            `${path} is ${event}, a bucket that exists: the stack doesn't change its notifications. Its owner has to send its ` +
              "events to EventBridge, or the job never starts.",
          ]
        : []),
      ...(uses.includes(event) && prefix === undefined && suffix === undefined
        ? [
            `${path} is ${event}, which the job may write to: each object that it writes there starts it again. Set on.prefix ` +
              "or on.suffix, or write to another bucket.",
          ]
        : []),
    ];
  });
}
