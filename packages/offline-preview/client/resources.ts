import { h, name } from "./dom";
import { sign } from "./operations";
import type { PlanOnPage } from "./plan";

/** Everything in the plan as a tree, for whoever prefers one to a picture. */
export function resourcesPage(plan: PlanOnPage, select: (index: number) => void): HTMLElement {
  const { resources } = plan.view;
  const roots = resources.flatMap(({ parent }, index) => (parent === undefined ? [index] : []));
  return h(
    "section",
    { class: "sheet", "aria-label": "Resources" },
    h("h2", {}, "Resources"),
    list(roots, plan, select, 0),
  );
}

function list(
  indexes: readonly number[],
  plan: PlanOnPage,
  select: (index: number) => void,
  depth: number,
): HTMLElement {
  const sorted = [...indexes].sort(
    (a, b) => Number(plan.resource(b)?.isComponent) - Number(plan.resource(a)?.isComponent),
  );
  return h(
    "ul",
    { class: "resources nested" },
    ...sorted.map((index) => h("li", {}, ...entry(index, plan, select, depth))),
  );
}

function entry(index: number, plan: PlanOnPage, select: (index: number) => void, depth: number) {
  const resource = plan.resource(index);
  const children = plan.children.get(index) ?? [];
  const line = [
    resource?.change !== undefined && sign(resource.change),
    h("button", { type: "button", class: "link", onclick: () => select(index) }, name(resource?.name ?? "")),
    h("span", { class: "kind" }, resource?.type ?? ""),
  ];
  if (children.length === 0) return [h("span", { class: "no-fold" }), ...line];
  const below = list(children, plan, select, depth + 1);
  const isOpen = depth < 2;
  below.hidden = !isOpen;
  const fold = h("button", {
    type: "button",
    class: "fold-line",
    "aria-expanded": String(isOpen),
    "aria-label": `What ${resource?.name} consists of`,
  });
  fold.addEventListener("click", () => {
    below.hidden = !below.hidden;
    fold.setAttribute("aria-expanded", String(!below.hidden));
  });
  return [fold, ...line, below];
}
