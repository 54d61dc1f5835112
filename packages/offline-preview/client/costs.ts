import type { CostLineView } from "../src/html/view";
import { dollars, sum } from "./amounts";
import { h, name } from "./dom";
import type { PlanOnPage } from "./plan";

/** What the plan costs each month before any use: as bars by service and by kind, then line by line. */
export function costsPage(plan: PlanOnPage, select: (index: number) => void): HTMLElement {
  const { cost } = plan.view;
  if (cost === undefined) return h("section", { class: "sheet" });
  const { monthly, region, date, lines, leftOut, refusal, difference, noPrice } = cost;
  const owners = new Map(lines.map(({ resource, owner }) => [owner, resource]));
  return h(
    "section",
    { class: "sheet", "aria-label": "Cost" },
    h("h2", {}, monthly === undefined ? "Fixed monthly cost" : `${dollars(monthly)} a month`),
    refusal !== undefined && h("p", {}, refusal),
    difference !== undefined && h("p", { class: "strong" }, `Against ${plan.view.against}: ${difference}`),
    h("p", { class: "note" }, `Before any use, in ${region}, at the prices of ${date}.`),
    lines.length > 0 && [
      h("h3", {}, "By service"),
      bars(
        lines,
        ({ owner }) => owner,
        (owner) => owners.get(owner),
        select,
      ),
      h("h3", {}, "By kind"),
      bars(
        lines,
        ({ kind }) => kind.replaceAll("-", " "),
        () => undefined,
        select,
      ),
      h("h3", {}, "Line by line"),
      lineTable(lines, plan, select),
    ],
    ...noPrice.map(({ what, source, resource }) =>
      h(
        "p",
        {},
        `No price known for ${what}`,
        resource !== undefined && [" (", name(plan.resource(resource)?.name ?? ""), ")"],
        `: see ${source}`,
      ),
    ),
    h("p", { class: "note" }, `Not in it: ${leftOut.join("; ")}.`),
  );
}

function bars(
  lines: readonly CostLineView[],
  groupOf: (line: CostLineView) => string,
  resourceOf: (group: string) => number | undefined,
  select: (index: number) => void,
): HTMLElement {
  const totals = [...new Set(lines.map(groupOf))]
    .map((group) => ({
      group,
      total: sum(lines.filter((line) => groupOf(line) === group).map(({ monthly }) => monthly)),
    }))
    .sort((a, b) => b.total.max - a.total.max);
  const most = Math.max(...totals.map(({ total }) => total.max), 0.01);
  return h(
    "ul",
    { class: "bars" },
    ...totals.map(({ group, total }) => {
      const resource = resourceOf(group);
      const [least, rest] = [h("span", { class: "bar least" }), h("span", { class: "bar most" })];
      least.style.width = `${(100 * total.min) / most}%`;
      rest.style.width = `${(100 * (total.max - total.min)) / most}%`;
      return h(
        "li",
        {},
        resource === undefined
          ? h("span", { class: "label" }, name(group))
          : h(
              "button",
              { type: "button", class: "link label", onclick: () => select(resource) },
              name(group),
            ),
        h("span", { class: "track", "aria-hidden": "true" }, least, rest),
        h("span", { class: "amount" }, dollars(total)),
      );
    }),
  );
}

function lineTable(
  lines: readonly CostLineView[],
  plan: PlanOnPage,
  select: (index: number) => void,
): HTMLElement {
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": "Cost line by line" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...["what", "resource", "number", "a month", "what lowers it"].map((text) =>
            h("th", { scope: "col" }, text),
          ),
        ),
      ),
      h("tbody", {}, ...lines.map((line) => row(line, plan, select))),
    ),
  );
}

function row(line: CostLineView, plan: PlanOnPage, select: (index: number) => void): HTMLElement {
  const { what, resource, quantity, monthly, formerly, estimate, saving } = line;
  const found = resource === undefined ? undefined : plan.resource(resource);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, what),
    h(
      "td",
      {},
      resource !== undefined &&
        found !== undefined &&
        h("button", { type: "button", class: "link", onclick: () => select(resource) }, name(found.name)),
    ),
    h("td", { class: "amount" }, quantity),
    h(
      "td",
      { class: "amount" },
      formerly !== undefined && h("del", {}, formerly === "nothing" ? "new" : dollars(formerly)),
      formerly !== undefined && " ",
      estimate === undefined ? dollars(monthly) : h("span", { title: estimate }, `~${dollars(monthly)}`),
    ),
    h("td", {}, saving ?? ""),
  );
}
