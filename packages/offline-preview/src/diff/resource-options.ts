import type { PlannedResource } from "../engine/plan";
import type { Comparable } from "./comparable";

/** Begins what isn't an input but an option of the resource. */
const optionPrefix = "(";

/** Whether a property is an option of the resource. */
export function isOption(property: string): boolean {
  return property.startsWith(optionPrefix);
}

/** The options of both resources that are compared. */
export function resourceOptions(
  base: PlannedResource,
  head: PlannedResource,
  fromEngine: boolean,
): [base: Comparable, head: Comparable] {
  const read = ({ protect, retainOnDelete }: PlannedResource) => ({
    "(protect)": protect,
    "(retainOnDelete)": retainOnDelete,
  });
  const [inBase, inHead] = [providerOf(base), providerOf(head)];
  // The engine makes default providers of its own, and a saved plan has no provider of a component.
  return fromEngine || inBase === undefined || inHead === undefined
    ? [read(base), read(head)]
    : [
        { ...read(base), "(provider)": inBase },
        { ...read(head), "(provider)": inHead },
      ];
}

/** URN of a provider: its id is known to the engine alone. */
function providerOf({ provider }: PlannedResource): string | undefined {
  return provider?.slice(0, provider.lastIndexOf("::"));
}
