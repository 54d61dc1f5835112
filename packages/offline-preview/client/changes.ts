import type { Visible } from "../src/format/visible";
import type { ChangeView, ResourceView, ServiceView } from "../src/html/view";
import { added } from "./amounts";
import { type Content, counted, h, name } from "./dom";
import { gravity, operations, sign } from "./operations";
import type { PlanOnPage } from "./plan";
import { wordDifference } from "./words";

/** What differs in a resource or service, property by property; in long texts word by word. */
export function changeTable(changes: readonly ChangeView[]): HTMLElement {
  return h(
    "dl",
    { class: "changes" },
    ...changes.flatMap((change) => [
      h("dt", {}, name(change.path, "path"), ...notes(change)),
      h("dd", {}, ...sides(change)),
    ]),
  );
}

function notes({ note, follows, source }: ChangeView): Content[] {
  return [
    note !== "" &&
      h(
        "span",
        {
          class: /replaces/.test(note) || note.startsWith("may replace") ? "note strong" : "note",
          title: source,
        },
        note,
      ),
    follows.length > 0 && h("span", { class: "note" }, `follows ${follows.join(", ")}`),
  ];
}

function sides({ base, head }: ChangeView): HTMLElement[] {
  const texts = [base, head].map((value) => (value === undefined ? undefined : textOf(value)));
  const [was, is] = texts;
  if (was === undefined || is === undefined) {
    return [h("del", {}, was ?? ""), h("ins", {}, is ?? "")].filter((_, index) => texts[index] !== undefined);
  }
  if (was.length < shortText && is.length < shortText) {
    return [
      h("del", {}, was),
      h("span", { class: "arrow-text", "aria-label": "becomes" }, " → "),
      h("ins", {}, is),
    ];
  }
  const stretches = wordDifference(was, is).map((stretch) =>
    stretch.in === "both"
      ? h("span", {}, stretch.text)
      : h(stretch.in === "base" ? "del" : "ins", {}, stretch.text),
  );
  return [h("div", { class: "words" }, ...stretches)];
}

/** Texts that stand beside each other. */
const shortText = 60;

function textOf(value: Visible): string {
  return typeof value === "string" ? value || '""' : JSON.stringify(value, null, 2);
}

/** Everything that the plan changes: what happens to services, then each resource. */
export function changesPage(plan: PlanOnPage, select: (index: number) => void): HTMLElement {
  const { view } = plan;
  const changed = view.resources
    .map((resource, index) => ({ resource, index }))
    .filter(({ resource }) => resource.change !== undefined)
    .sort((a, b) => rank(a.resource.change) - rank(b.resource.change));
  const isShort = changed.filter(({ resource }) => resource.changes.length > 0).length <= 30;
  return h(
    "section",
    { class: "sheet", "aria-label": "Changes" },
    h("h2", {}, `Changes against ${view.against}`),
    changed.length === 0 && h("p", {}, "Nothing changes."),
    view.services.length > 0 && serviceTable(view.services),
    ...changed.map(({ resource, index }) => changeCard(resource, () => select(index), isShort)),
  );
}

function changeCard(
  { name: title, type, change, changes, previousName }: ResourceView,
  select: () => void,
  isOpen: boolean,
): HTMLElement {
  return h(
    "article",
    { class: "change" },
    h(
      "header",
      {},
      change !== undefined && sign(change),
      h("button", { type: "button", class: "link", onclick: select }, name(title)),
      h("span", { class: "kind" }, type),
      h("span", { class: "note" }, change === undefined ? "" : operations[change].said),
      previousName !== undefined && h("span", { class: "note" }, "was ", name(previousName)),
    ),
    changes.length > 0 &&
      (isOpen
        ? changeTable(changes)
        : h("details", {}, h("summary", {}, "What changes"), changeTable(changes))),
  );
}

function rank(operation: (typeof gravity)[number] | undefined): number {
  return operation === undefined ? gravity.length : gravity.indexOf(operation);
}

function serviceTable(services: readonly ServiceView[]): HTMLElement {
  return h(
    "div",
    {
      class: "scroll",
      tabindex: 0,
      role: "group",
      "aria-label": `What happens to ${counted(services.length, "service")}`,
    },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...["service", "platform", "settings", "what happens", "a month"].map((text) =>
            h("th", { scope: "col" }, text),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        ...services.map(({ name: title, previousName, platform, settings, effects, monthly }) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, previousName !== undefined && [name(previousName), " → "], name(title)),
            h("td", {}, platform),
            h("td", {}, settings.length > 0 && changeTable(settings)),
            h("td", {}, effects.join(", ")),
            h("td", { class: "amount" }, monthly === undefined ? "" : added(monthly)),
          ),
        ),
      ),
    ),
  );
}
