import type { StackContext } from "./section";
import { formatPath } from "./toolkit/path";
import type { ValidationErrors } from "./toolkit/validation-errors";
import { oneOf } from "./toolkit/words";

type Given = Readonly<Record<string, { capacity?: unknown }>> | undefined;
type Running = Readonly<Record<string, { platforms: readonly string[] }>>;

/** Adds an error for each capacity that asks for Spot on a platform that has none. */
export function validateSpot(
  given: { services?: Given; jobs?: Given },
  services: Running,
  jobs: Running,
  { platformsIgnoring }: StackContext,
  errors: ValidationErrors,
): void {
  const validate = (section: "services" | "jobs", running: Running): void => {
    for (const [name, { capacity }] of Object.entries(given[section] ?? {})) {
      const path = [section, name, "capacity"];
      const without = running[name]?.platforms.filter((each) => platformsIgnoring.spot.includes(each)) ?? [];
      if (without.length === 0 || !asksForSpot(capacity) || errors.has(path)) continue;
      errors.add(
        path,
        "asks for Spot, which EKS has neither on Fargate nor on self-managed nodes: set on-demand, or run it on other platforms.",
      );
    }
  };
  validate("services", services);
  validate("jobs", jobs);
}

function asksForSpot(capacity: unknown): boolean {
  return (
    capacity === "spot" ||
    (typeof capacity === "object" && capacity !== null && "spot" in capacity && capacity.spot !== 0)
  );
}

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
