/** A violated rule. */
export interface Finding {
  /** Id of the rule. */
  rule: string;
  title: string;
  /** Controls that the rule answers, such as ECS.5. */
  controls: readonly string[];
  /** Page that explains the rule. */
  url: string;
  severity: "low" | "medium" | "high" | "critical";
  enforcement: "mandatory" | "advisory";
  /** URN of the resource that violates it. */
  urn: string;
  /** What is wrong and what to set. */
  message: string;
}

/** A violation that is there on purpose. */
export interface WaivedFinding extends Finding {
  reason: string;
}

/** What the policies say of a plan. */
export interface PolicyReport {
  findings: Finding[];
  waived: WaivedFinding[];
  /** What is wrong with the policies themselves; each fails the plan. */
  errors: string[];
}

/** Whether a plan may not go ahead as it is. */
export function isForbidden({ findings, errors }: PolicyReport): boolean {
  return errors.length > 0 || findings.some(({ enforcement }) => enforcement === "mandatory");
}

/** What a change adds to the findings, and what it takes away. Unchanged findings are only counted. */
export interface FindingsDifference {
  added: Finding[];
  removed: Finding[];
  /** Waivers that come into use. */
  addedWaivers: WaivedFinding[];
  /** Waivers that are in use no longer. */
  removedWaivers: WaivedFinding[];
  unchanged: number;
}

/** What differs between two reports. `moved` has the URN in the head of each resource that has another one in the base. */
export function findingsDifference(
  base: PolicyReport,
  head: PolicyReport,
  moved: ReadonlyMap<string, string> = new Map(),
): FindingsDifference {
  const inBase = ({ rule, urn }: Finding) => `${rule} ${moved.get(urn) ?? urn}`;
  const inHead = ({ rule, urn }: Finding) => `${rule} ${urn}`;
  const without = <T extends Finding>(
    some: readonly T[],
    keyOf: (finding: T) => string,
    others: readonly T[],
    keyOfOther: (finding: T) => string,
  ): T[] => {
    const known = new Set(others.map(keyOfOther));
    return some.filter((finding) => !known.has(keyOf(finding)));
  };
  // An advisory finding that becomes mandatory is a new one; a waiver is the same, whatever it waives.
  const strictInBase = (finding: Finding) => `${finding.enforcement} ${inBase(finding)}`;
  const strictInHead = (finding: Finding) => `${finding.enforcement} ${inHead(finding)}`;
  const added = without(head.findings, strictInHead, base.findings, strictInBase);
  return {
    added,
    removed: without(base.findings, strictInBase, head.findings, strictInHead),
    addedWaivers: without(head.waived, inHead, base.waived, inBase),
    removedWaivers: without(base.waived, inBase, head.waived, inHead),
    unchanged: head.findings.length - added.length,
  };
}
