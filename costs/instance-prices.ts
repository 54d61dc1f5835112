import { familyAndSize } from "../facts/ecs-instances";
import type { Estimate } from "./estimator";

/** Families in the price table, of which other sizes than large cost in proportion. */
const families = ["c6g", "m6g", "r6g", "c6a", "m6a", "r6a", "m7g", "t4g"] as const;

/** Dollars a month for an instance On-Demand; undefined where the table doesn't have it. */
export function priceOfInstance(type: string, estimate: Estimate): number | undefined {
  if (type === "g4dn.xlarge") return estimate.price("g4dnXlarge");
  const { family, size } = familyAndSize(type);
  const row = families.find((each) => each === family);
  return row === undefined || size === undefined ? undefined : size * estimate.price(row);
}
