import type { Difference, ResourceChange } from "./difference";

/** What happens to resources, in the order in which people want to know it. */
export const operations = ["create", "update", "replace", "delete", "move"] as const;

/** How many resources each operation is planned for. */
export function countChanges(changes: ResourceChange[]): Record<(typeof operations)[number], number> {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, move: 0 };
  for (const { operation } of changes) counts[operation]++;
  return counts;
}

/** The difference in a line: "2 to create, 1 to update, image of hello changes; 40 unchanged". */
export function verdict(difference: Difference): string {
  const { changes, images, outputs, unchanged } = difference;
  const counts = countChanges(changes);
  const parts = [
    ...operations.flatMap((operation) =>
      counts[operation] > 0 ? [`${counts[operation]} to ${operation}`] : [],
    ),
    ...images.map(({ service }) => `image of ${service} changes`),
  ];
  if (parts.length === 0 && outputs.length > 0) parts.push("only outputs change");
  if (parts.length === 0) return `nothing changes; ${unchanged} unchanged`;
  return `${parts.join(", ")}; ${unchanged} unchanged`;
}

/** A resource's image in a line: what it was, what it is, and who follows. */
export function imageLine({ service, before, after, followers }: Difference["images"][number]): string {
  const names = [...new Set(followers.map(({ name }) => name))].join(", ");
  const follow = names === "" ? "" : `; ${names} follow${followers.length === 1 ? "s" : ""}`;
  return `image of ${service} changes: ${shortReference(before)} → ${shortReference(after)}${follow}`;
}

function shortReference(reference: string): string {
  return /[:@](?:sha256:)?([\w.-]+)$/.exec(reference)?.[1] ?? reference;
}
