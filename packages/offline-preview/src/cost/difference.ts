import { type CostLine, type CostReport, cents, dollars, type Range } from "./report";

/** One line that costs something else than before. */
export interface LineDifference {
  /** URN in the plan that has it; in the new one where both have it. */
  urn: string;
  what: string;
  /** Absent where the line is new. */
  before?: Range;
  /** Absent where the line is gone. */
  after?: Range;
  /** What it adds; negative where it is cheaper. */
  monthly: Range;
}

/** What a change costs each month. */
export interface CostDifference {
  /** Absent where one of the plans has no figures. */
  monthly?: Range;
  before?: Range;
  after?: Range;
  /** Largest change first. */
  lines: LineDifference[];
  /** Why there are no figures. */
  refusal?: string;
}

/**
 * What changes from one report to the other. `renamed` has the new URN of each resource that the plan knows by another one.
 */
export function costDifference(
  before: CostReport,
  after: CostReport,
  renamed: ReadonlyMap<string, string> = new Map(),
): CostDifference {
  const refusal = before.refusal ?? after.refusal;
  if (before.monthly === undefined || after.monthly === undefined) return { lines: [], refusal };
  if (before.region !== after.region) {
    const moved = `The stack moves from ${before.region} to ${after.region}: everything in it is made anew.`;
    return { lines: [], before: before.monthly, after: after.monthly, refusal: moved };
  }
  const old = byPurpose(before.lines, (urn) => renamed.get(urn) ?? urn);
  const fresh = byPurpose(after.lines, (urn) => urn);
  const lines = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) =>
    change(old.get(key), fresh.get(key)),
  );
  return {
    monthly: minus(after.monthly, before.monthly),
    before: before.monthly,
    after: after.monthly,
    lines: lines.sort((a, b) => weight(b) - weight(a) || (a.urn < b.urn ? -1 : 1)),
  };
}

/** The difference in a few words: `+$36.50 a month ($166.42 → $202.92)`. */
export function costDifferenceText({ monthly, before, after, refusal }: CostDifference): string {
  if (monthly === undefined || before === undefined || after === undefined) {
    return refusal ?? "no figures";
  }
  if (monthly.min === 0 && monthly.max === 0) return `no change (${dollars(after)} a month)`;
  const low = signed(monthly.min);
  const added = monthly.min === monthly.max ? low : `${low} to ${signed(monthly.max)}`;
  return `${added} a month (${dollars(before)} → ${dollars(after)})`;
}

function signed(amount: number): string {
  return `${amount < 0 ? "-" : "+"}$${Math.abs(amount).toFixed(2)}`;
}

/** Lines by resource and kind: a resource has one line of most kinds; where it has more, they come in the same order. */
function byPurpose(lines: CostLine[], urnOf: (urn: string) => string): Map<string, CostLine> {
  const found = new Map<string, CostLine>();
  for (const line of [...lines].sort((a, b) => (a.what < b.what ? -1 : 1))) {
    const key = `${urnOf(line.urn)} ${line.kind}`;
    let unique = key;
    for (let index = 2; found.has(unique); index++) unique = `${key} ${index}`;
    found.set(unique, line);
  }
  return found;
}

function change(before: CostLine | undefined, after: CostLine | undefined): LineDifference[] {
  const line = after ?? before;
  const monthly = minus(after?.monthly ?? nothing, before?.monthly ?? nothing);
  if (line === undefined || (monthly.min === 0 && monthly.max === 0)) return [];
  return [{ urn: line.urn, what: line.what, before: before?.monthly, after: after?.monthly, monthly }];
}

const nothing: Range = { min: 0, max: 0 };

function minus(a: Range, b: Range): Range {
  return cents({ min: a.min - b.min, max: a.max - b.max });
}

function weight({ monthly }: LineDifference): number {
  return Math.max(Math.abs(monthly.min), Math.abs(monthly.max));
}
