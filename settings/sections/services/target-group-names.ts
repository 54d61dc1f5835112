import { targetGroupPrefix } from "../../../components/shortened-name";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Adds an error for a service whose target groups would have the name of another's: of a long name they have a hash. */
export function validateTargetGroupNames(names: readonly string[], errors: ValidationErrors): void {
  const first = new Map<string, string>();
  for (const name of names) {
    const prefix = targetGroupPrefix(name);
    const other = first.get(prefix);
    first.set(prefix, other ?? name);
    if (other === undefined) continue;
    errors.add(
      ["services", name],
      `has target groups of the name ${prefix}, as ${other} has: give one of the two another name.`,
    );
  }
}
