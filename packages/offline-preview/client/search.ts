import type { Visible } from "../src/format/visible";
import { fill, h, name } from "./dom";
import type { PlanOnPage } from "./plan";
import type { Tab } from "./tab";

/** Something that can be found. */
interface Entry {
  text: string;
  /** Lower case, as it is looked for. */
  searched: string;
  title: string;
  kind: string;
  resource?: number;
  /** What to show where it is no resource. */
  tab?: Tab;
}

const mostShown = 40;

/** The search over everything: names, types, properties with their values, findings, costs. */
export class Search {
  readonly element: HTMLElement;
  readonly #input = h("input", {
    type: "search",
    placeholder: "Search",
    "aria-label": "Search everything ( / )",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  });
  readonly #list = h("ul", { id: "found", role: "listbox", "aria-label": "Found", hidden: true });
  #entries: Entry[] | undefined;
  #found: Entry[] = [];
  #active = 0;

  constructor(
    private plan: PlanOnPage,
    private readonly open: (found: { resource?: number; tab?: Tab }) => void,
  ) {
    this.element = h("div", { class: "search", role: "search" }, this.#input, this.#list);
    this.#input.addEventListener("input", () => this.#look());
    this.#input.addEventListener("focus", () => this.#look());
    this.#input.addEventListener("blur", () => setTimeout(() => this.#hide(), 150));
    this.#input.addEventListener("keydown", (event) => this.#key(event));
  }

  update(plan: PlanOnPage): void {
    this.plan = plan;
    this.#entries = undefined;
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  #look(): void {
    const words = this.#input.value.toLowerCase().split(/\s+/).filter(Boolean);
    this.#entries ??= entriesOf(this.plan);
    const all =
      words.length === 0
        ? []
        : this.#entries.filter(({ searched }) => words.every((word) => searched.includes(word)));
    const named = (entry: Entry) => words.every((word) => entry.title.toLowerCase().includes(word));
    this.#found = [...all.filter(named), ...all.filter((entry) => !named(entry))].slice(0, mostShown);
    this.#active = 0;
    const none = words.length > 0 && this.#found.length === 0;
    fill(
      this.#list,
      ...this.#found.map((entry, index) =>
        h(
          "li",
          { role: "option", id: `found-${index}`, onpointerdown: () => this.#choose(index) },
          name(entry.title),
          h("span", { class: "kind" }, entry.kind),
          entry.text !== entry.title && h("div", { class: "excerpt" }, excerpt(entry.text, words[0] ?? "")),
        ),
      ),
      none && h("li", { class: "note", role: "option", "aria-disabled": "true" }, "Nothing found"),
    );
    this.#list.hidden = words.length === 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#mark();
  }

  #mark(): void {
    [...this.#list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.#active && this.#found.length > 0));
    });
    if (this.#found.length > 0) this.#input.setAttribute("aria-activedescendant", `found-${this.#active}`);
    else this.#input.removeAttribute("aria-activedescendant");
    this.#list.children[this.#active]?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const count = this.#found.length;
    if (event.key === "ArrowDown" && count > 0) this.#active = (this.#active + 1) % count;
    else if (event.key === "ArrowUp" && count > 0) this.#active = (this.#active + count - 1) % count;
    else if (event.key === "Enter") {
      this.#choose(this.#active);
      return;
    } else if (event.key === "Escape") {
      this.#hide();
      this.#input.blur();
      event.stopPropagation();
      return;
    } else return;
    event.preventDefault();
    this.#mark();
  }

  #choose(index: number): void {
    const entry = this.#found[index];
    if (entry === undefined) return;
    this.#hide();
    this.#input.blur();
    this.open(entry);
  }

  #hide(): void {
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
  }
}

function entriesOf({ view }: PlanOnPage): Entry[] {
  const entry = (title: string, kind: string, text: string, to: Pick<Entry, "resource" | "tab">): Entry => ({
    title,
    kind,
    text,
    searched: `${title} ${kind} ${text}`.toLowerCase(),
    ...to,
  });
  return [
    ...view.resources.map(({ name, type }, resource) => entry(name, type, name, { resource })),
    ...(view.findings ?? []).map(({ title, rule, message, resource }) =>
      entry(title, `finding ${rule}`, message, { resource, tab: "findings" }),
    ),
    ...view.resources.flatMap(({ name, inputs, settings = {} }, resource) =>
      [...leaves(settings), ...leaves(inputs)].map((text) => entry(name, "", text, { resource })),
    ),
    ...(view.cost?.lines ?? []).map(({ what, owner, resource }) =>
      entry(what, "cost", owner, { resource, tab: "cost" }),
    ),
    ...view.notices.map(({ text, kind }) => entry(kind, "", text, { tab: "picture" })),
  ];
}

/** "path.to.property: value" of everything in a value. */
function leaves(value: Visible, path = ""): string[] {
  if (value === null || typeof value !== "object") return [`${path}: ${String(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
}

function excerpt(text: string, word: string): string {
  const at = Math.max(text.toLowerCase().indexOf(word) - 30, 0);
  return `${at > 0 ? "…" : ""}${text.slice(at, at + 110)}`;
}
