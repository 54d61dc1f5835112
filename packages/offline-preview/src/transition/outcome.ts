import { urnOf } from "./order";
import type { Refusal, Step } from "./step";

/** What of an update happened although something was refused. */
export interface Outcome {
  /** Steps that created, updated or left alone what the plan asks for. */
  done: ReadonlySet<Step>;
  /** Steps of which the former resource is gone. */
  deleted: ReadonlySet<Step>;
}

/**
 * What the engine gets done: neither what is refused nor what depends on it, and no delete after a create or an update that
 * is refused, because it comes last. What a refused delete depends on is left as well.
 */
export function outcomeOf(steps: readonly Step[], refusals: readonly Refusal[]): Outcome {
  const refused = (step: "delete" | "other") =>
    new Set(
      refusals.filter((each) => (each.step === "delete") === (step === "delete")).map(({ urn }) => urn),
    );
  const [refusedDeletes, refusedOthers] = [refused("delete"), refused("other")];
  const isRefused = (step: Step): boolean =>
    step.head !== undefined &&
    step.operation !== "same" &&
    (refusedOthers.has(step.head.urn) || (step.deleteFirst === true && refusedDeletes.has(step.head.urn)));
  const undone = closure(steps, isRefused, ({ head }) => [head?.parent, ...(head?.dependencies ?? [])]);
  const done = new Set(steps.filter((step) => step.head !== undefined && !undone.has(urnOf(step))));
  const going = steps.filter(({ operation }) => operation === "delete" || operation === "replace");
  const needed = new Set(
    going.flatMap((step) => (refusedDeletes.has(urnOf(step)) ? (step.base?.dependencies ?? []) : [])),
  );
  const isDeleted = (step: Step): boolean =>
    step.deleteFirst === true
      ? !undone.has(urnOf(step))
      : undone.size === 0 && !refusedDeletes.has(urnOf(step)) && !needed.has(urnOf(step));
  return { done, deleted: new Set(going.filter(isDeleted)) };
}

/** URNs of the steps that `starts` holds of, and of those that need one of them. */
function closure(
  steps: readonly Step[],
  starts: (step: Step) => boolean,
  needs: (step: Step) => (string | undefined)[],
): Set<string> {
  const found = new Set(steps.filter(starts).map(urnOf));
  let size = -1;
  while (size !== found.size) {
    size = found.size;
    for (const step of steps) {
      if (step.operation !== "same" && needs(step).some((urn) => urn !== undefined && found.has(urn)))
        found.add(urnOf(step));
    }
  }
  return found;
}
