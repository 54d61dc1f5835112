import type { Difference, Operation, ResourceChange } from "./change";

/** What happens to resources, in the order in which people want to know it. */
export const operations = ["create", "update", "new revision", "replace", "delete", "move"] as const;

/** How many resources each operation is planned for. */
export function countChanges(changes: readonly ResourceChange[]): Record<Operation, number> {
  const counts = { create: 0, update: 0, "new revision": 0, replace: 0, delete: 0, move: 0 };
  for (const { operation } of changes) counts[operation]++;
  return counts;
}

/** The difference in a line: "2 to create, 1 to update, image of hello changes; 40 unchanged". */
export function verdict(difference: Difference): string {
  const { changes, renames, images, outputs, unchanged } = difference;
  const counts = countChanges(changes);
  const parts = [
    ...operations.flatMap((operation) =>
      counts[operation] > 0 ? [counted(operation, counts[operation])] : [],
    ),
    ...images.map(({ service }) => `image of ${service} changes`),
    ...renamedComponents(renames).map(({ base, head }) => `${base.name} is renamed ${head.name}`),
  ];
  if (parts.length === 0 && outputs.length > 0) parts.push("only outputs change");
  if (parts.length === 0) return `nothing changes; ${unchanged} unchanged`;
  return `${[...new Set(parts)].join(", ")}; ${unchanged} unchanged`;
}

/** The renames of components, each name once: "hello" of FargateService and of Workload is one. */
export function renamedComponents(renames: Difference["renames"]): Difference["renames"] {
  const components = renames.filter(({ head }) => !head.custom && !head.remote);
  const first = new Map(components.map((rename) => [`${rename.base.name} ${rename.head.name}`, rename]));
  return [...first.values()];
}

/** An image in a line: its reference in the base and in the head, and what follows it. */
export function imageLine({ service, base, head, followers }: Difference["images"][number]): string {
  const names = [...new Set(followers.map(({ name }) => name))].join(", ");
  const follow = names === "" ? "" : `; ${names} follow${followers.length === 1 ? "s" : ""}`;
  return `image of ${service} changes: ${shortReference(base)} → ${shortReference(head)}${follow}`;
}

function counted(operation: Operation, count: number): string {
  if (operation !== "new revision") return `${count} to ${operation}`;
  return `${count} new revision${count === 1 ? "" : "s"}`;
}

function shortReference(reference: string): string {
  return /[:@](?:sha256:)?([\w.-]+)$/.exec(reference)?.[1] ?? reference;
}
