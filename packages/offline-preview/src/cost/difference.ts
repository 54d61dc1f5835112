import { type CostLine, type CostReport, cents, dollars, type Range } from "./report";

/** One line that has another price. */
export interface LineDifference {
  /** URN in the plan that has it; in the head where both have it. */
  urn: string;
  what: string;
  /** Absent where the line is new. */
  base?: Range;
  /** Absent where the line is gone. */
  head?: Range;
  /** What it adds; negative where it is cheaper. */
  monthly: Range;
}

/** What a change costs each month. */
export interface CostDifference {
  /** Absent where one of the plans has no figures. */
  monthly?: Range;
  base?: Range;
  head?: Range;
  /** Largest change first. */
  lines: LineDifference[];
  /** Why there are no figures. */
  refusal?: string;
}

/**
 * What changes from one report to the other. `moved` has the URN in the head of each resource that has another one in the base.
 */
export function costDifference(
  base: CostReport,
  head: CostReport,
  moved: ReadonlyMap<string, string> = new Map(),
): CostDifference {
  const refusal = base.refusal ?? head.refusal;
  if (base.monthly === undefined || head.monthly === undefined) return { lines: [], refusal };
  if (base.region !== head.region) {
    const moved = `The stack moves from ${base.region} to ${head.region}: everything in it is created anew.`;
    return { lines: [], base: base.monthly, head: head.monthly, refusal: moved };
  }
  const inBase = byPurpose(base.lines, (urn) => moved.get(urn) ?? urn);
  const inHead = byPurpose(head.lines, (urn) => urn);
  const lines = [...new Set([...inBase.keys(), ...inHead.keys()])].flatMap((key) =>
    change(inBase.get(key), inHead.get(key)),
  );
  return {
    monthly: minus(head.monthly, base.monthly),
    base: base.monthly,
    head: head.monthly,
    lines: lines.sort((a, b) => weight(b) - weight(a) || (a.urn < b.urn ? -1 : 1)),
  };
}

/** The difference in a few words: `+$36.50 a month ($166.42 → $202.92)`. */
export function costDifferenceText({ monthly, base, head, refusal }: CostDifference): string {
  if (monthly === undefined || base === undefined || head === undefined) {
    return refusal ?? "no figures";
  }
  if (monthly.min === 0 && monthly.max === 0) return `no change (${dollars(head)} a month)`;
  const low = signed(monthly.min);
  const added = monthly.min === monthly.max ? low : `${low} to ${signed(monthly.max)}`;
  return `${added} a month (${dollars(base)} → ${dollars(head)})`;
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

function change(base: CostLine | undefined, head: CostLine | undefined): LineDifference[] {
  const line = head ?? base;
  const monthly = minus(head?.monthly ?? nothing, base?.monthly ?? nothing);
  if (line === undefined || (monthly.min === 0 && monthly.max === 0)) return [];
  return [{ urn: line.urn, what: line.what, base: base?.monthly, head: head?.monthly, monthly }];
}

const nothing: Range = { min: 0, max: 0 };

function minus(a: Range, b: Range): Range {
  return cents({ min: a.min - b.min, max: a.max - b.max });
}

function weight({ monthly }: LineDifference): number {
  return Math.max(Math.abs(monthly.min), Math.abs(monthly.max));
}
