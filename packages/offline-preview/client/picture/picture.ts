import type { Operation } from "../../src/diff";
import type { LinkView } from "../../src/html/view";
import { h } from "../dom";
import type { PlanOnPage } from "../plan";
import { ArrowLayer } from "./arrow-layer";
import { BoxElement, type BoxState } from "./box-element";
import { arrange, type Drawing, type Drawn, isFrame } from "./geometry";
import { Viewport } from "./viewport";

/** What the picture tells the page. */
export interface PictureListener {
  select(resource: number): void;
}

/** The architecture: boxes that fold, and arrows between them. */
export class Picture {
  readonly element: HTMLElement;
  readonly #canvas: HTMLElement;
  readonly #content = h("div", { class: "content" });
  readonly #frames = h("div");
  readonly #arrows = new ArrowLayer();
  readonly #units = h("div");
  readonly #viewport: Viewport;
  readonly #open = new Set<string>();
  readonly #elements = new Map<string, BoxElement>();
  readonly #all = h("input", { type: "checkbox", onchange: () => this.#draw() });
  #plan: PlanOnPage;
  #drawing: Drawing = { boxes: [], width: 0, height: 0 };
  #selected: number | undefined;
  #pointed: string | undefined;
  #isFitted = false;

  constructor(
    plan: PlanOnPage,
    private readonly listener: PictureListener,
  ) {
    this.#plan = plan;
    this.#content.append(this.#frames, this.#arrows.element, this.#units);
    this.#canvas = h(
      "div",
      { class: "canvas", tabindex: 0, role: "group", "aria-label": "Picture of the architecture" },
      this.#content,
    );
    this.#viewport = new Viewport(this.#canvas, this.#content);
    this.element = h(
      "section",
      { class: "picture", "aria-label": "Picture" },
      this.#canvas,
      this.#controls(),
    );
    this.#canvas.addEventListener("keydown", (event) => {
      if (event.key === "0") this.fit();
    });
  }

  /** Draws another plan; what is folded stays so, and the place on the screen too. */
  update(plan: PlanOnPage): void {
    this.#plan = plan;
    this.#draw();
  }

  /** Draws, and fits the picture the first time that there is room for it. */
  show(): void {
    this.#draw();
    if (!this.#isFitted && this.#canvas.clientWidth > 0) this.fit();
  }

  fit(): void {
    this.#isFitted = true;
    this.#viewport.fit(this.#drawing.width, this.#drawing.height);
  }

  /** Marks a resource, unfolds what it is in and moves it into view. */
  select(resource: number | undefined): void {
    this.#selected = resource;
    const id = resource === undefined ? undefined : this.#plan.boxOf.get(resource);
    if (id !== undefined) {
      for (
        let at = this.#plan.boxes.get(id)?.parent;
        at !== undefined;
        at = this.#plan.boxes.get(at)?.parent
      ) {
        this.#open.add(at);
      }
    }
    this.#draw();
    const drawn = this.#drawing.boxes.find(({ box }) => box.id === id);
    if (drawn !== undefined) this.#viewport.reveal(drawn);
  }

  #controls(): HTMLElement {
    const button = (label: string, text: string, onclick: () => void) =>
      h("button", { type: "button", title: label, "aria-label": label, onclick }, text);
    return h(
      "div",
      { class: "controls" },
      button("Magnify", "+", () => this.#viewport.zoom(1.25)),
      button("Reduce", "−", () => this.#viewport.zoom(0.8)),
      button("Fit the picture", "Fit", () => this.fit()),
      button("Unfold all components", "Unfold", () => this.#unfold(true)),
      button("Fold all components", "Fold", () => this.#unfold(false)),
      h("label", {}, this.#all, "all dependencies"),
      h(
        "div",
        { class: "legend", "aria-hidden": "true" },
        ...legend.map(([kind, text]) => h("span", { class: kind }, text)),
      ),
    );
  }

  #unfold(isOpen: boolean): void {
    this.#open.clear();
    for (const [id, { box }] of this.#plan.boxes) {
      if (isOpen && box.inside !== undefined && !isFrame(box)) this.#open.add(id);
    }
    this.#draw();
    this.fit();
  }

  #toggle(drawn: Drawn): void {
    const { id } = drawn.box;
    if (!this.#open.delete(id)) this.#open.add(id);
    this.#draw();
    const after = this.#drawing.boxes.find(({ box }) => box.id === id);
    if (after !== undefined) this.#viewport.hold(drawn, after);
  }

  #draw(): void {
    const { view } = this.#plan;
    this.#drawing = arrange(view.boxes, ({ id }) => this.#open.has(id));
    const { boxes } = this.#drawing;
    const gone = new Set(this.#elements.keys());
    const focused = document.activeElement;
    const order: Record<"frames" | "units", HTMLElement[]> = { frames: [], units: [] };
    for (const drawn of boxes) {
      const { box } = drawn;
      const element = this.#elementOf(drawn);
      gone.delete(box.id);
      element.show(drawn, this.#stateOf(drawn));
      (drawn.isOpen || isFrame(box) ? order.frames : order.units).push(element.element);
    }
    for (const id of gone) {
      this.#elements.get(id)?.element.remove();
      this.#elements.delete(id);
    }
    place(this.#frames, order.frames);
    place(this.#units, order.units);
    if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected)
      focused.focus();
    this.#drawArrows();
  }

  #elementOf(drawn: Drawn): BoxElement {
    const { id } = drawn.box;
    const known = this.#elements.get(id);
    if (known !== undefined) return known;
    const made = new BoxElement({
      select: (resource) => this.listener.select(resource),
      toggle: (now) => this.#toggle(now),
      point: (box) => this.#point(box),
    });
    this.#elements.set(id, made);
    return made;
  }

  #stateOf({ box }: Drawn): BoxState {
    const { view } = this.#plan;
    const inside = this.#plan.resourcesIn(box);
    const own = box.resource === undefined ? undefined : view.resources[box.resource];
    const saved = (index: number): Operation | undefined => view.saved?.changes[index];
    return {
      isSelected: box.resource !== undefined && box.resource === this.#selected,
      change: own?.change,
      changes: this.#plan.changesOf(inside, (index) => view.resources[index]?.change),
      isSaved: inside.some((index) => saved(index) !== undefined),
      findings: inside.flatMap((index) =>
        (this.#plan.findings.get(index) ?? []).filter(({ waiver, state }) => !waiver && state !== "absent"),
      ),
      costs: inside.flatMap((index) => this.#plan.costs.get(index) ?? []),
      count: inside.filter((index) => view.resources[index]?.isComponent === false).length,
    };
  }

  #point(id: string | undefined): void {
    if (this.#pointed === id) return;
    this.#pointed = id;
    this.#drawArrows();
  }

  #drawArrows(): void {
    const selected = this.#selected === undefined ? undefined : this.#plan.boxOf.get(this.#selected);
    const lit = this.#arrows.draw(this.#plan, this.#drawing, {
      focus: this.#pointed ?? selected,
      all: this.#all.checked,
    });
    for (const [id, { element }] of this.#elements) element.classList.toggle("lit", lit.has(id));
  }
}

const legend: readonly (readonly [kind: LinkView["kind"], text: string])[] = [
  ["request", "requests"],
  ["call", "calls"],
  ["use", "uses"],
  ["need", "needs"],
];

/** Puts elements into a parent in an order, moving only those that aren't there. */
function place(parent: HTMLElement, elements: readonly HTMLElement[]): void {
  elements.forEach((element, index) => {
    const there = parent.children[index];
    if (there !== element) parent.insertBefore(element, there ?? null);
  });
}
