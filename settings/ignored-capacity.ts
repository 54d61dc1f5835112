import type { StackContext } from "./section";
import { formatPath } from "./toolkit/path";
import { oneOf } from "./toolkit/words";

type Given = Readonly<Record<string, { capacity?: unknown }>> | undefined;
type Running = Readonly<Record<string, { platforms: readonly string[] }>>;

/** Warnings of `capacity` where it is said and a platform ignores it. */
export function warningsAboutCapacity(
  given: { services?: Given; jobs?: Given },
  services: Running,
  jobs: Running,
  { platformsIgnoring }: StackContext,
): string[] {
  const warningsAbout = (section: "services" | "jobs", running: Running) =>
    Object.entries(given[section] ?? {}).flatMap(([name, { capacity }]) => {
      const ignoring =
        running[name]?.platforms.filter((each) => platformsIgnoring.capacity.includes(each)) ?? [];
      return capacity === undefined || ignoring.length === 0
        ? []
        : [
            `${formatPath([section, name, "capacity"])} has no effect on ${oneOf(ignoring)}: the cluster is there already, with nodes of its own.`,
          ];
    });
  return [...warningsAbout("services", services), ...warningsAbout("jobs", jobs)];
}
