import type { CostDifference, Range } from "../cost";
import { cents } from "../cost/report";
import type { ServiceChange } from "../diff";

/** What a service or component adds to the cost of each month; nothing where no line of it changes. */
export function serviceCost(
  { urns }: Pick<ServiceChange, "urns">,
  cost: CostDifference | undefined,
): Range | undefined {
  const lines = (cost?.lines ?? []).filter(({ urn }) => urns.has(urn));
  if (lines.length === 0) return undefined;
  return cents({
    min: lines.reduce((sum, { monthly }) => sum + monthly.min, 0),
    max: lines.reduce((sum, { monthly }) => sum + monthly.max, 0),
  });
}
