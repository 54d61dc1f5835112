import type { NoticeView, View } from "../src/html/view";
import { counted, h, name } from "./dom";
import { sign } from "./operations";
import type { PlanOnPage } from "./plan";

const labels: Record<NoticeView["kind"], string> = {
  failure: "Fails",
  refusal: "Refused",
  loss: "Lost",
  warning: "Warning",
  message: "Said",
  note: "Note",
};

/** What to read first: why there is no plan, what is refused and lost; what the program says is folded. */
export function notices({ notices: all }: View): HTMLElement[] {
  const isGrave = ({ kind }: NoticeView) => kind === "failure" || kind === "refusal" || kind === "loss";
  const grave = all.filter(isGrave);
  const rest = all.filter((notice) => !isGrave(notice));
  return [
    ...(grave.length === 0 ? [] : [h("div", { class: "grave", role: "alert" }, ...grave.map(line))]),
    ...(rest.length === 0
      ? []
      : [
          h(
            "details",
            { class: "rest", open: rest.length <= 2 && rest.every(({ text }) => text.length < 200) },
            h("summary", {}, summary(rest)),
            ...rest.map(line),
          ),
        ]),
  ];
}

function line({ kind, text, place }: NoticeView): HTMLElement {
  return h(
    "p",
    { class: `notice ${kind}` },
    h("strong", {}, labels[kind]),
    place !== undefined && h("code", {}, place),
    h("span", { class: "said" }, text),
  );
}

function summary(rest: readonly NoticeView[]): string {
  const warnings = rest.filter(({ kind }) => kind === "warning").length;
  const others = rest.length - warnings;
  return [
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
    ...(others > 0 ? [counted(others, "message")] : []),
  ].join(", ");
}

/** What the last save changed. */
export function savedNotice({ view }: PlanOnPage, select: (index: number) => void): HTMLElement | undefined {
  if (view.saved === undefined) return undefined;
  const changed = Object.entries(view.saved.changes)
    .map(([index, operation]) => ({ index: Number(index), operation }))
    .filter(({ index }) => view.resources[index]?.isComponent === false);
  const shown = changed.slice(0, mostShown);
  return h(
    "div",
    { class: "live", role: "status" },
    h("span", { class: "dot", "aria-hidden": "true" }),
    `Live · planned at ${view.saved.at}`,
    changed.length === 0 ? " · nothing changed" : ` · ${counted(changed.length, "resource")} changed: `,
    ...shown.flatMap(({ index, operation }) => [
      h(
        "button",
        { type: "button", class: "link", onclick: () => select(index) },
        sign(operation),
        name(view.resources[index]?.name ?? ""),
      ),
      " ",
    ]),
    changed.length > shown.length && `and ${changed.length - shown.length} more`,
  );
}

const mostShown = 5;
