import type { Operation } from "../diff";
import { countChanges, type DocumentedChange, type ResourceChange } from "../diff";
import type { PlannedResource } from "../engine/plan";
import { parseUrn } from "../engine/urn";
import type { Comparison, Report } from "../report";
import { refusalText, refuserOf } from "../transition/refusal-text";
import { serviceCost } from "./service-cost";
import type { Step } from "./step";
import { verdictOf } from "./verdict";

/** What the engine calls each operation. */
const engineOperations: Record<Operation, string> = {
  create: "create",
  update: "update",
  "new revision": "replace",
  replace: "replace",
  delete: "delete",
  move: "same",
};

/** The steps that lead from the base to the head, in the form of `pulumi preview --json`. */
export function comparedSteps(
  resources: readonly PlannedResource[],
  { changes }: Comparison,
  step: (resource: PlannedResource) => Step,
): Step[] {
  const byUrn = new Map(changes.map((change) => [change.urn, change]));
  const planned = resources.map((resource): Step => {
    const change = byUrn.get(resource.urn);
    if (change === undefined) return { ...step(resource), op: "same" };
    return { ...step(resource), ...reasonsOf(change), oldState: oldState(change, step) };
  });
  const deleted = changes.flatMap((change): Step[] =>
    change.operation === "delete"
      ? [{ op: "delete", urn: change.urn, oldState: oldState(change, step) }]
      : [],
  );
  return [...planned, ...deleted];
}

/** How many steps of each kind there are. */
export function countSteps(steps: readonly Step[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { op } of steps) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}

/** What the head changes, beside the steps. */
export function comparisonJson(report: Report, comparison: Comparison): { [key: string]: unknown } {
  const { against, changes, renames, images, outputs, services, unchanged, warnings, refusals, notes } =
    comparison;
  return {
    against,
    services: services.map(({ urns, ...service }) => ({
      ...service,
      monthly: serviceCost({ urns }, comparison.cost),
    })),
    changes: changes.map(changeJson),
    renames: renames.map(({ base, head, properties }) => ({ from: base.urn, to: head.urn, properties })),
    images,
    changedOutputs: outputs.map(({ path, base, head, secret }) => ({ path, base, head, secret })),
    warnings,
    refusals: refusals.map((refusal) => ({
      ...refusal,
      by: refuserOf(refusal),
      type: parseUrn(refusal.urn).type,
      name: parseUrn(refusal.urn).name,
      message: refusalText(refusal),
    })),
    notes,
    findingsDifference: comparison.findings,
    costDifference: comparison.cost,
    summary: { ...countChanges(changes), unchanged, verdict: verdictOf(report) },
  };
}

function changeJson({ operation, urn, baseUrn, properties, images, consequences }: ResourceChange) {
  return {
    operation,
    urn,
    baseUrn,
    type: parseUrn(urn).type,
    name: parseUrn(urn).name,
    properties: properties.map(propertyJson),
    images: images.length === 0 ? undefined : images,
    consequences:
      consequences.length === 0
        ? undefined
        : consequences.map((each) => ({ ...propertyJson(each), follows: each.follows })),
  };
}

function propertyJson({ path, base, head, secret, documented }: DocumentedChange) {
  const { part, ...replacement } = documented;
  return {
    path,
    base,
    head,
    secret: secret || undefined,
    replacement: part === undefined ? replacement : { ...replacement, part: part.name },
  };
}

/** Why the engine does what it does: see previewStep in pkg/backend/display/json.go of pulumi/pulumi. */
function reasonsOf(change: ResourceChange): Step {
  const { operation, urn, head, properties, consequences } = change;
  // The engine updates a component; it replaces what the component consists of.
  const op = operation === "replace" && head?.custom === false ? "update" : engineOperations[operation];
  const changed = [...properties, ...consequences];
  const keys = (some: readonly DocumentedChange[]) => {
    const names = [...new Set(some.map((each) => each.keys[0] ?? ""))];
    return names.length === 0 ? undefined : names;
  };
  const replacing = changed.filter(({ documented }) => documented.replaces === "yes");
  return {
    op,
    urn,
    diffReasons: keys(changed),
    replaceReasons: op === "replace" ? keys(replacing) : undefined,
    detailedDiff: detailedDiff(operation, changed),
  };
}

function oldState(
  { operation, base }: ResourceChange,
  step: (resource: PlannedResource) => Step,
): Step[string] {
  return operation === "create" || base === undefined ? undefined : step(base).newState;
}

/** See PropertyDiff in sdk/go/common/apitype/plan.go of pulumi/pulumi. */
function detailedDiff(operation: Operation, changed: readonly DocumentedChange[]): Step[string] {
  if (operation === "create" || changed.length === 0) return null;
  return Object.fromEntries(
    changed.map(({ path, base, head, documented }) => {
      const kind = base === undefined ? "add" : head === undefined ? "delete" : "update";
      return [path, { kind: documented.replaces === "yes" ? `${kind}-replace` : kind, inputDiff: true }];
    }),
  );
}
