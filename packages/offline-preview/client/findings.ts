import type { FindingView } from "../src/html/view";
import { counted, h, name } from "./dom";
import type { PlanOnPage } from "./plan";

const severities: FindingView["severity"][] = ["critical", "high", "medium", "low"];

/** What the policies found, gravest first; what is waived is folded. */
export function findingsPage(plan: PlanOnPage, select: (index: number) => void): HTMLElement {
  const all = plan.view.findings ?? [];
  const open = all.filter(({ waiver, state }) => waiver === undefined && state !== "absent");
  const waived = all.filter(({ waiver }) => waiver !== undefined);
  const gone = all.filter(({ state }) => state === "absent");
  return h(
    "section",
    { class: "sheet", "aria-label": "Findings" },
    h("h2", {}, "Findings"),
    open.length === 0 && h("p", {}, "No policy is violated."),
    ...severities.flatMap((severity) => {
      const found = open.filter((finding) => finding.severity === severity);
      if (found.length === 0) return [];
      return [
        h("h3", {}, `${severity.charAt(0).toUpperCase()}${severity.slice(1)} (${found.length})`),
        ...found.map((each) => findingCard(each, plan, select)),
      ];
    }),
    folded("waived on purpose", waived),
    folded("gone", gone),
  );

  function folded(what: string, findings: readonly FindingView[]) {
    if (findings.length === 0) return undefined;
    return h(
      "details",
      { class: "rest" },
      h("summary", {}, `${findings.length} ${what}`),
      ...findings.map((each) => findingCard(each, plan, select)),
    );
  }
}

/** A finding with what to do. `select` is absent where its resource is shown already. */
export function findingCard(
  { rule, title, controls, url, severity, isMandatory, resource, message, waiver, state, place }: FindingView,
  plan: PlanOnPage,
  select?: (index: number) => void,
): HTMLElement {
  const found = resource === undefined ? undefined : plan.resource(resource);
  return h(
    "article",
    { class: `finding ${severity}${waiver === undefined ? "" : " waived"}` },
    h(
      "header",
      {},
      h(
        "span",
        { class: `badge ${isMandatory ? "mandatory" : "advisory"}` },
        isMandatory ? "mandatory" : "advisory",
      ),
      h("span", { class: "badge" }, severity),
      state === "new" && h("span", { class: "badge new" }, "new"),
      h("strong", {}, title),
    ),
    h("p", {}, message),
    waiver !== undefined && h("p", { class: "waiver" }, "Waived: ", waiver),
    h(
      "footer",
      {},
      select !== undefined &&
        found !== undefined &&
        resource !== undefined &&
        h("button", { type: "button", class: "link", onclick: () => select(resource) }, name(found.name)),
      place !== undefined && h("code", {}, place),
      url === undefined
        ? h("span", {}, rule)
        : h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, rule),
      h("span", {}, controls.join(", ")),
    ),
  );
}

/** "2 mandatory findings", or nothing. */
export function mandatoryText(findings: readonly FindingView[]): string {
  const count = findings.filter(
    ({ isMandatory, waiver, state }) => isMandatory && waiver === undefined && state !== "absent",
  ).length;
  return count === 0 ? "" : counted(count, "mandatory finding");
}
