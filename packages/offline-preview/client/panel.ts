import { dollars } from "./amounts";
import { changeTable } from "./changes";
import { type Content, counted, fill, h, name } from "./dom";
import { findingCard } from "./findings";
import { keepingFolds } from "./folds";
import { operations, sign } from "./operations";
import type { PlanOnPage } from "./plan";
import { type Opener, valueTree } from "./values";

/** Everything about one resource, beside whatever else is shown. */
export class Panel {
  readonly element = h("aside", { class: "panel", "aria-label": "Resource", hidden: true, tabindex: -1 });

  constructor(
    private readonly select: (index: number) => void,
    private readonly close: () => void,
  ) {}

  hide(): void {
    this.element.hidden = true;
    fill(this.element);
  }

  /** Shows another plan of the resource that is shown, where its place and folds stay. */
  update(plan: PlanOnPage, index: number): void {
    keepingFolds(this.element, () => this.show(plan, index));
  }

  show(plan: PlanOnPage, index: number): void {
    const resource = plan.resource(index);
    if (resource === undefined) {
      this.hide();
      return;
    }
    const { type, change, place, marks, changes, inputs, dependencies, urn, previousName, settings } =
      resource;
    const open: Opener = (owner) => {
      const found = plan.byName.get(owner);
      return found === undefined ? undefined : () => this.select(found);
    };
    const findings = (plan.findings.get(index) ?? []).filter(({ state }) => state !== "absent");
    const parts: Content[] = [
      h(
        "button",
        {
          type: "button",
          class: "close",
          "aria-label": "Close",
          title: "Close (Esc)",
          onclick: () => this.close(),
        },
        "×",
      ),
      this.#way(plan, index),
      h("h2", {}, change !== undefined && sign(change), name(resource.name)),
      h("p", { class: "kind" }, type),
      h(
        "p",
        { class: "note" },
        [
          change === undefined ? "" : operations[change].said,
          previousName === undefined ? "" : `was ${previousName}`,
          plan.view.saved?.changes[index] === undefined ? "" : "changed by the last save",
          ...marks,
          place ?? "",
        ]
          .filter(Boolean)
          .join(" · "),
      ),
      changes.length > 0 && part("What changes", changeTable(changes)),
      findings.length > 0 &&
        part(counted(findings.length, "finding"), ...findings.map((each) => findingCard(each, plan))),
      ...costs(plan, index),
      settings !== undefined && part("Settings", valueTree(settings, open)),
      Object.keys(inputs).length > 0 && part("Inputs", valueTree(inputs, open)),
      this.#list("Consists of", plan.children.get(index) ?? [], plan),
      this.#list("Needs", dependencies, plan),
      this.#list("Needed by", plan.neededBy.get(index) ?? [], plan),
      part("URN", h("code", { class: "urn" }, urn)),
    ];
    fill(this.element, ...parts);
    this.element.hidden = false;
    this.element.scrollTop = 0;
  }

  #way(plan: PlanOnPage, index: number): HTMLElement {
    const above = plan.lineage(index).slice(0, -1);
    return h(
      "nav",
      { class: "way", "aria-label": "What it is in" },
      ...above.flatMap((each) => [
        h(
          "button",
          { type: "button", class: "link", onclick: () => this.select(each) },
          name(plan.resource(each)?.name ?? ""),
        ),
        " › ",
      ]),
    );
  }

  #list(title: string, indexes: readonly number[], plan: PlanOnPage): HTMLElement | undefined {
    if (indexes.length === 0) return undefined;
    return part(
      `${title} (${indexes.length})`,
      h(
        "ul",
        { class: "resources" },
        ...indexes.map((index) => {
          const resource = plan.resource(index);
          return h(
            "li",
            {},
            resource?.change !== undefined && sign(resource.change),
            h(
              "button",
              { type: "button", class: "link", onclick: () => this.select(index) },
              name(resource?.name ?? ""),
            ),
            h("span", { class: "kind" }, resource?.type ?? ""),
          );
        }),
      ),
    );
  }
}

function part(title: string, ...content: Content[]): HTMLElement {
  return h("details", { class: "part", open: true }, h("summary", {}, h("h3", {}, title)), ...content);
}

function costs(plan: PlanOnPage, index: number): Content[] {
  const inside = plan.resource(index)?.isComponent ? plan.within(index) : [index];
  const lines = inside.flatMap((each) => plan.costs.get(each) ?? []);
  if (lines.length === 0) return [];
  const rows = lines.map(({ what, quantity, monthly, estimate, saving }) =>
    h(
      "li",
      {},
      h("strong", {}, `${estimate === undefined ? "" : "~"}${dollars(monthly)}`),
      ` ${quantity === "1" ? "" : `${quantity} × `}${what}`,
      saving !== undefined && h("div", { class: "note" }, saving),
      estimate !== undefined && h("div", { class: "note" }, `Estimate: ${estimate}`),
    ),
  );
  return [part("Fixed cost a month", h("ul", { class: "plain" }, ...rows))];
}
