import type { PlannedResource } from "../engine/plan";

/** What happens to a resource of a new stack: it is created, or only read or imported. */
export function operation({ external, importId }: PlannedResource): "create" | "read" | "import" {
  if (external) return "read";
  return importId === undefined ? "create" : "import";
}

/** How many resources each operation that changes something is planned for. */
export function countOperations(resources: readonly PlannedResource[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const resource of resources) {
    const planned = operation(resource);
    if (planned !== "read") counts[planned] = (counts[planned] ?? 0) + 1;
  }
  return counts;
}
