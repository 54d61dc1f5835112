import type { Range } from "../../src/cost";
import type { Operation } from "../../src/diff";
import type { CostLineView, FindingView } from "../../src/html/view";
import { dollars, sum } from "../amounts";
import { counted, fill, h, name } from "../dom";
import { countSigns, operations, sign } from "../operations";
import { type Drawn, isFrame } from "./geometry";

/** What is said of a box beside its name. */
export interface BoxState {
  isSelected: boolean;
  change?: Operation;
  /** What happens to the resources in it. */
  changes: ReadonlyMap<Operation, number>;
  /** Whether the last save changed anything in it. */
  isSaved: boolean;
  findings: readonly FindingView[];
  costs: readonly CostLineView[];
  /** Resources in it. */
  count: number;
}

/** What a box tells the picture. */
export interface BoxListener {
  select(resource: number): void;
  toggle(drawn: Drawn): void;
  point(id: string | undefined): void;
}

/** A box in the document. It stays the same element while the plan changes, so that focus and motion do. */
export class BoxElement {
  readonly element = h("div");
  readonly #title = h("button", { type: "button", class: "title" });
  readonly #fold = h("button", { type: "button", class: "fold" });
  readonly #badges = h("span", { class: "badges" });
  readonly #lanes = h("div", { class: "lanes" });
  #drawn: Drawn | undefined;
  #said = "";

  constructor(listener: BoxListener) {
    this.element.append(this.#lanes, this.#title, this.#badges, this.#fold);
    this.#title.addEventListener("click", () => {
      const { box } = this.#drawn ?? {};
      if (box?.resource !== undefined) listener.select(box.resource);
      else if (box?.inside !== undefined && this.#drawn !== undefined) listener.toggle(this.#drawn);
    });
    this.#fold.addEventListener("click", () => this.#drawn && listener.toggle(this.#drawn));
    this.element.addEventListener("dblclick", () => {
      if (this.#drawn?.box.inside !== undefined && !isFrame(this.#drawn.box)) listener.toggle(this.#drawn);
    });
    for (const type of ["pointerenter", "focusin"]) {
      this.element.addEventListener(type, () => listener.point(this.#drawn?.box.id));
    }
    for (const type of ["pointerleave", "focusout"]) {
      this.element.addEventListener(type, () => listener.point(undefined));
    }
  }

  show(drawn: Drawn, state: BoxState): void {
    this.#drawn = drawn;
    const { box, x, y, width, height, isOpen } = drawn;
    const { style } = this.element;
    style.transform = `translate(${x}px, ${y}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    // Most boxes stay as they are while one is pointed at or unfolded.
    const said = JSON.stringify([
      box.title,
      box.subtitle,
      box.lanes,
      isOpen,
      { ...state, changes: [...state.changes] },
    ]);
    if (said === this.#said) return;
    this.#said = said;
    const { change } = state;
    this.element.className = [
      "box",
      box.kind,
      box.role ?? "",
      box.lanes === undefined ? "" : "in-lanes",
      box.isPublic ? "public" : "",
      isOpen && !isFrame(box) ? "open" : "",
      change === undefined ? (state.changes.size > 0 ? "touched" : "") : operations[change].look,
      state.isSelected ? "selected" : "",
      state.isSaved ? "saved" : "",
    ].join(" ");
    fill(
      this.#title,
      h("span", { class: "name" }, change !== undefined && sign(change), name(box.title)),
      box.subtitle !== "" && h("span", { class: "kind" }, box.subtitle),
    );
    this.#title.title = `${box.title}${box.subtitle === "" ? "" : `\n${box.subtitle}`}`;
    if (box.resource === undefined && box.inside === undefined) this.#title.tabIndex = -1;
    fill(this.#lanes, ...(box.lanes ?? []).map((lane) => h("div", { title: lane }, name(lane))));
    fill(this.#badges, ...badges(drawn, state));
    const isFoldable = box.inside !== undefined && !isFrame(box);
    this.#fold.hidden = !isFoldable;
    if (isFoldable) {
      this.#fold.textContent = isOpen ? "−" : String(state.count);
      const label = `${isOpen ? "Fold" : "Unfold"} ${box.title}: ${counted(state.count, "resource")}`;
      this.#fold.title = label;
      this.#fold.setAttribute("aria-label", label);
      this.#fold.setAttribute("aria-expanded", String(isOpen));
    }
  }
}

/** "$22–87": what there is room for. */
function inShort({ min, max }: Range): string {
  const [least, most] = [Math.round(min), Math.round(max)];
  return max < 1 ? "<$1" : least === most ? `$${least}` : `$${least}–${most}`;
}

function badges({ box }: Drawn, { changes, change, findings, costs }: BoxState): HTMLElement[] {
  if (isFrame(box)) return [];
  const mandatory = findings.filter(({ isMandatory }) => isMandatory).length;
  const label = `${counted(findings.length, "finding")}${mandatory > 0 ? `, ${mandatory} mandatory` : ""}`;
  const total = sum(costs.map(({ monthly }) => monthly));
  return [
    ...(change === undefined || box.kind !== "resource" ? countSigns(changes) : []),
    ...(box.role === "cluster" && box.isPublic
      ? [h("span", { class: "badge", title: "Its API is open to the internet" }, "open API")]
      : []),
    ...(findings.length === 0
      ? []
      : [
          h(
            "span",
            {
              class: `badge ${mandatory > 0 ? "mandatory" : "advisory"}`,
              title: label,
              role: "img",
              "aria-label": label,
            },
            `! ${findings.length}`,
          ),
        ]),
    ...(costs.length === 0 || box.kind === "resource"
      ? []
      : [h("span", { class: "badge cost", title: `${dollars(total)} a month` }, inShort(total))]),
  ];
}
