import { countChanges, type DocumentedChange, type ResourceChange, verdict } from "../diff";
import type { PlannedResource } from "../engine/plan";
import { parseUrn } from "../engine/urn";
import type { Comparison } from "../report";
import type { Step } from "./json";

/** The steps that lead from the former plan to the present one, in the form of `pulumi preview --json`. */
export function comparedSteps(
  resources: readonly PlannedResource[],
  { changes, images }: Comparison,
  step: (resource: PlannedResource) => Step,
): Step[] {
  const byUrn = new Map(changes.map((change) => [change.urn, change]));
  const follows = new Set(
    images.flatMap(({ urn, followers }) => [urn, ...followers.map((each) => each.urn)]),
  );
  const present = resources.map((resource): Step => {
    const planned = step(resource);
    const change = byUrn.get(resource.urn);
    if (change !== undefined) {
      const op = change.operation === "move" ? "same" : change.operation;
      return { ...planned, op, detailedDiff: detailedDiff(change) };
    }
    return { ...planned, op: follows.has(resource.urn) ? "update" : "same" };
  });
  const deleted = changes.flatMap(({ operation, before }): Step[] => {
    if (operation !== "delete" || before === undefined) return [];
    const { urn, type, custom, parent, protect } = before;
    return [{ op: "delete", urn, oldState: { urn, custom, type, parent, protect: protect || undefined } }];
  });
  return [...present, ...deleted];
}

/** How many steps of each kind there are. */
export function countSteps(steps: readonly Step[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { op } of steps) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}

/** What the present plan changes, beside the steps. */
export function comparisonJson(comparison: Comparison): { [key: string]: unknown } {
  const { against, changes, images, outputs, unchanged, warnings, notes, cost } = comparison;
  return {
    against,
    changes: changes.map(({ operation, urn, formerUrn, properties, images }) => ({
      operation,
      urn,
      formerUrn,
      type: parseUrn(urn).type,
      name: parseUrn(urn).name,
      properties: properties.map(propertyJson),
      images: images.length === 0 ? undefined : images,
    })),
    images,
    changedOutputs: outputs.map(({ path, before, after, secret }) => ({ path, before, after, secret })),
    warnings,
    notes,
    costDifference: cost,
    summary: { ...countChanges(changes), unchanged, verdict: verdict(comparison) },
  };
}

function propertyJson({ path, before, after, secret, documented }: DocumentedChange) {
  return { path, before, after, secret: secret || undefined, replacement: documented };
}

/** See PropertyDiff in sdk/go/common/apitype/plan.go of pulumi/pulumi. */
function detailedDiff({ operation, properties }: ResourceChange): Step[string] {
  if (operation === "create" || properties.length === 0) return null;
  return Object.fromEntries(
    properties.map(({ path, before, after, documented }) => {
      const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
      return [path, { kind: documented.replaces === "yes" ? `${kind}-replace` : kind, inputDiff: true }];
    }),
  );
}
