import { type CostLine, type CostReport, costDifferenceText } from "../cost";
import { dollars } from "../cost/report";
import { range } from "../cost/text";
import { type Problem, type ProjectFiles, problemsOf } from "../format/problems";
import type { Report } from "../report";
import type { DrawnResources } from "./drawn-resources";
import { placeText } from "./resource-views";
import type { CostLineView, CostView, FindingView } from "./view";

/** Findings, gravest first; waived ones and those that are gone among them. */
export function findingViews(
  report: Report,
  drawn: DrawnResources,
  project: ProjectFiles,
  root: string,
): FindingView[] | undefined {
  if (report.assessment?.policies === undefined) return undefined;
  const order = ["critical", "high", "medium", "low"];
  return problemsOf(report, project)
    .flatMap((problem) => findingView(problem, drawn, root))
    .sort(
      (a, b) =>
        Number(b.isMandatory) - Number(a.isMandatory) ||
        order.indexOf(a.severity) - order.indexOf(b.severity),
    );
}

function findingView(
  { finding, waiver, state, places }: Problem,
  drawn: DrawnResources,
  root: string,
): FindingView[] {
  if (finding === undefined) return [];
  const { rule, title, controls, url, severity, enforcement, urn, message } = finding;
  return [
    {
      rule,
      title,
      controls,
      url: /^https?:\/\//i.test(url) ? url : undefined,
      severity,
      isMandatory: enforcement === "mandatory",
      resource: drawn.indexOf(urn),
      message,
      waiver,
      state,
      place: placeText(places[0], root),
    },
  ];
}

/** What the plan costs. `ownerOf` names the service or component that a resource belongs to. */
export function costView(
  { assessment, comparison }: Report,
  drawn: DrawnResources,
  ownerOf: (urn: string) => string,
): CostView | undefined {
  const { cost } = assessment ?? {};
  if (cost === undefined) return undefined;
  const { region, date, monthly, lines, noPrice, leftOut, refusal } = cost;
  const changed = comparison?.cost;
  return {
    region,
    date,
    monthly,
    difference: changed && costDifferenceText(changed),
    lines: lines.map((line) => lineView(line, changed?.lines ?? [], drawn, ownerOf)),
    noPrice: noPrice.map(({ urn, what, source }) => ({ resource: drawn.indexOf(urn), what, source })),
    leftOut,
    refusal,
  };
}

function lineView(
  line: CostLine,
  changes: NonNullable<NonNullable<Report["comparison"]>["cost"]>["lines"],
  drawn: DrawnResources,
  ownerOf: (urn: string) => string,
): CostLineView {
  const { urn, kind, what, quantity, monthly, estimate, saving } = line;
  const change = changes.find((each) => each.urn === urn && each.what === what);
  return {
    resource: drawn.indexOf(urn),
    owner: ownerOf(urn),
    kind,
    what,
    quantity: range(quantity),
    monthly,
    formerly: change && (change.base ?? "nothing"),
    estimate,
    saving: savingText(saving),
  };
}

function savingText(saving: CostReport["lines"][number]["saving"]): string | undefined {
  if (saving === undefined) return undefined;
  const { setting, monthly, but } = saving;
  return `${setting}${monthly === undefined ? "" : ` saves ${dollars(monthly)}`}${but === undefined ? "" : `; ${but}`}`;
}
