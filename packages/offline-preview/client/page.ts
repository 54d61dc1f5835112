import type { View } from "../src/html/view";
import { dollars } from "./amounts";
import { changesPage } from "./changes";
import { costsPage } from "./costs";
import { fill, h, name } from "./dom";
import { findingsPage, mandatoryText } from "./findings";
import { keepingFolds } from "./folds";
import { notices, savedNotice } from "./notices";
import { Panel } from "./panel";
import { Picture } from "./picture/picture";
import { PlanOnPage } from "./plan";
import { resourcesPage } from "./resources";
import { Search } from "./search";
import type { Tab } from "./tab";

/** The page: its header, what is chosen of the plan, and the panel of a resource. */
export class Page {
  readonly #header = h("div", { class: "title-bar" });
  readonly #notices = h("section", { class: "notices", "aria-label": "What to read first" });
  readonly #tabs = h("nav", { class: "tabs", "aria-label": "What to show" });
  readonly #sheet = h("div", { class: "sheets" });
  readonly #panel = new Panel(
    (index) => this.select(index),
    () => this.select(undefined),
  );
  readonly #picture: Picture;
  readonly #search: Search;
  #plan: PlanOnPage;
  #tab: Tab = "picture";
  #selected: string | undefined;
  #opener: Element | null = null;

  constructor(view: View) {
    this.#plan = new PlanOnPage(view);
    this.#picture = new Picture(this.#plan, { select: (index) => this.select(index) });
    this.#search = new Search(this.#plan, ({ resource, tab }) => {
      if (resource !== undefined) this.select(resource);
      else if (tab !== undefined) this.#show(tab);
    });
  }

  /** What the document's body holds. */
  get elements(): HTMLElement[] {
    return [
      h("header", { class: "top" }, this.#header, this.#search.element, this.#tabs),
      this.#notices,
      h("main", {}, this.#picture.element, this.#sheet, this.#panel.element),
    ];
  }

  start(): void {
    document.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("beforeprint", () => this.#print());
    window.addEventListener("afterprint", () => this.#show(this.#tab));
    this.#fill();
    this.#show(this.#plan.view.resources.length > 0 ? "picture" : "resources");
  }

  /** Shows another plan. Where the program fails, the plan before stays, with why it fails above it. */
  update(view: View): void {
    const isFailed = view.resources.length <= 1 && view.notices.some(({ kind }) => kind === "failure");
    const shown = isFailed
      ? { ...this.#plan.view, notices: view.notices, verdict: view.verdict, isRefused: true }
      : view;
    this.#plan = new PlanOnPage(shown);
    document.body.classList.toggle("stale", isFailed);
    this.#fill();
    this.#search.update(this.#plan);
    this.#picture.update(this.#plan);
    keepingFolds(this.#sheet, () => this.#show(this.#tab));
    const index = this.#plan.indexOf(this.#selected);
    if (index === undefined) this.select(undefined);
    else this.#panel.update(this.#plan, index);
  }

  /** Opens the panel of a resource, or closes it. */
  select(index: number | undefined): void {
    const urn = index === undefined ? undefined : this.#plan.resource(index)?.urn;
    if (this.#selected === undefined) this.#opener = document.activeElement;
    this.#selected = urn;
    document.body.classList.toggle("panel-open", index !== undefined);
    if (index === undefined) {
      this.#panel.hide();
      if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
    } else {
      this.#panel.show(this.#plan, index);
      this.#panel.element.focus({ preventScroll: true });
    }
    this.#picture.select(index);
  }

  #fill(): void {
    const { view } = this.#plan;
    document.title = `${view.isRefused ? "✗ " : ""}${view.project}/${view.stack}`;
    fill(
      this.#header,
      h("h1", {}, name(view.project, "project"), " / ", name(view.stack)),
      view.against !== undefined && h("span", { class: "badge" }, `against ${view.against}`),
      h("span", { class: view.isRefused ? "verdict refused" : "verdict" }, view.verdict),
    );
    fill(
      this.#notices,
      savedNotice(this.#plan, (index) => this.select(index)),
      ...notices(view),
    );
    this.#fillTabs();
  }

  #fillTabs(): void {
    const { view } = this.#plan;
    const found = (view.findings ?? []).filter(
      ({ waiver, state }) => waiver === undefined && state !== "absent",
    );
    const changed = view.resources.filter(({ change }) => change !== undefined).length;
    const { cost } = view;
    const tabs: [tab: Tab, label: string, note: string][] = [["picture", "Picture", ""]];
    if (view.against !== undefined) tabs.push(["changes", "Changes", String(changed)]);
    if (view.findings !== undefined) tabs.push(["findings", "Findings", String(found.length)]);
    if (cost !== undefined) tabs.push(["cost", "Cost", cost.monthly ? dollars(cost.monthly) : ""]);
    tabs.push(["resources", "Resources", String(view.resources.length)]);
    const mandatory = mandatoryText(view.findings ?? []);
    fill(
      this.#tabs,
      ...tabs.map(([tab, label, note]) =>
        h(
          "button",
          {
            type: "button",
            "data-tab": tab,
            "aria-current": tab === this.#tab ? "page" : false,
            onclick: () => this.#show(tab),
          },
          label,
          note !== "" &&
            h("span", { class: tab === "findings" && mandatory !== "" ? "badge mandatory" : "badge" }, note),
        ),
      ),
    );
  }

  #show(tab: Tab): void {
    this.#tab = tab;
    for (const button of this.#tabs.querySelectorAll("button")) {
      if (button.dataset.tab === tab) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    this.#picture.element.hidden = tab !== "picture";
    this.#sheet.hidden = tab === "picture";
    fill(this.#sheet, tab !== "picture" && this.#sheetOf(tab));
    this.#sheet.scrollTop = 0;
    if (tab === "picture") this.#picture.show();
  }

  #sheetOf(tab: Exclude<Tab, "picture">): HTMLElement {
    const select = (index: number) => this.select(index);
    const pages = { changes: changesPage, findings: findingsPage, cost: costsPage, resources: resourcesPage };
    return pages[tab](this.#plan, select);
  }

  /** On paper is everything: the picture, then each sheet. */
  #print(): void {
    const { view } = this.#plan;
    this.#picture.element.hidden = false;
    this.#picture.fit();
    this.#sheet.hidden = false;
    fill(
      this.#sheet,
      view.against !== undefined && this.#sheetOf("changes"),
      view.findings !== undefined && this.#sheetOf("findings"),
      view.cost !== undefined && this.#sheetOf("cost"),
      this.#sheetOf("resources"),
    );
  }

  #key(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === "Escape" && this.#selected !== undefined) this.select(undefined);
    else if (event.key === "/" && !isTyping) {
      event.preventDefault();
      this.#search.focus();
    } else if (/^[1-5]$/.test(event.key) && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const button = this.#tabs.querySelectorAll("button")[Number(event.key) - 1];
      button?.click();
    }
  }
}
