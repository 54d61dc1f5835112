import type { CostLine, Range } from "pulumi-offline-preview";
import type { CostKind } from "./cost-kind";
import { exactly, times } from "./money";
import type { PricedResource } from "./priced-plan";

/** A line of the report: `quantity` at `price` a month each. */
export function costLine(
  { urn }: Pick<PricedResource, "urn">,
  kind: CostKind,
  what: string,
  quantity: number | Range,
  price: number,
): CostLine {
  const range = typeof quantity === "number" ? exactly(quantity) : quantity;
  return { urn, kind, what, quantity: range, monthly: times(range, price) };
}
