import { dataNameLength } from "../../facts/name-lengths";
import { validatePattern } from "../invalid-arguments";

/** Validates the name of a part of the data, which its variable and its physical name begin with. */
export function validateDataName(name: string): string[] {
  return validatePattern(
    "name",
    name,
    new RegExp(`^[a-z][a-z0-9-]{0,${dataNameLength - 1}}$`),
    `1 to ${dataNameLength} lowercase letters, digits and hyphens, a letter first`,
  );
}
