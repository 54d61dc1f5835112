import type { CostLine, CostReport } from "../../src/cost";

/** A line for one resource. */
export function line(
  kind: string,
  name: string,
  what: string,
  dollars: number,
  more: Partial<CostLine> = {},
): CostLine {
  const urn = `urn:pulumi:dev::shop::aws:x:X::${name}`;
  return {
    urn,
    kind,
    what,
    quantity: { min: 1, max: 1 },
    monthly: { min: dollars, max: dollars },
    ...more,
  };
}

/** A report of lines, largest first. */
export function report(lines: CostLine[], more: Partial<CostReport> = {}): CostReport {
  const total = (end: "min" | "max") => lines.reduce((sum, { monthly }) => sum + monthly[end], 0);
  return {
    region: "us-east-1",
    date: "2026-03-31",
    currency: "USD",
    monthly: { min: total("min"), max: total("max") },
    lines,
    noPrice: [],
    leftOut: ["data transfer", "requests, taxes and support"],
    ...more,
  };
}

/** A report without figures. */
export function refused(region: string): CostReport {
  const refusal = `No prices for ${region}: add a table for it to prices.ts.`;
  return { ...report([], { region, refusal }), monthly: undefined };
}
