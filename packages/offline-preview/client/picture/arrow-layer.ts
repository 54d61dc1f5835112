import type { LinkView } from "../../src/html/view";
import { svg } from "../dom";
import type { PlanOnPage } from "../plan";
import { type Arrow, arrowsBetween } from "./arrows";
import { type Drawing, type Drawn, isFrame } from "./geometry";

/** The arrows of the picture: below the boxes that are folded, above those that they are in. */
export class ArrowLayer {
  readonly element = svg("svg", { class: "arrows", "aria-hidden": "true" });
  #usual: { drawing?: Drawing; count: number; arrows: readonly Arrow[] } = { count: 0, arrows: [] };

  /**
   * Draws the arrows between what is drawn, those of the box `focus` before all others; returns the ids of the boxes at both
   * ends of these. What only needs something is drawn where it is asked for.
   */
  draw(
    { view, boxes }: PlanOnPage,
    drawing: Drawing,
    { focus, all }: { focus?: string; all: boolean },
  ): Set<string> {
    const drawn = new Map(drawing.boxes.map((each) => [each.box.id, each]));
    const drawnFor = (id: string): Drawn | undefined => {
      for (let at: string | undefined = id; at !== undefined; at = boxes.get(at)?.parent) {
        const found = drawn.get(at);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const focused = drawnFor(focus ?? "");
    const isFocused = (each: Drawn | undefined) =>
      each !== undefined && each === focused && !isFrame(each.box);
    const shown = view.links.filter(
      ({ from, to, kind }) => kind !== "need" || all || isInside(drawnFor(from), drawnFor(to)),
    );
    const usual = this.#usualArrows(drawing, shown, drawnFor);
    const known = new Set(usual.map(({ from, to }) => `${from.box.id} ${to.box.id}`));
    const needed = view.links.filter(({ from, to }) => isFocused(drawnFor(from)) || isFocused(drawnFor(to)));
    const others = arrowsBetween(needed, drawnFor, drawing).filter(
      ({ from, to }) => !known.has(`${from.box.id} ${to.box.id}`),
    );
    const arrows = [...usual, ...others];
    const near = new Set(arrows.filter(({ from, to }) => isFocused(from) || isFocused(to)));
    this.element.setAttribute("width", String(drawing.width));
    this.element.setAttribute("height", String(drawing.height));
    this.element.replaceChildren(
      markers(),
      ...arrows.map((arrow) => {
        const look = near.size === 0 ? "" : near.has(arrow) ? " near" : " far";
        return svg("path", {
          d: arrow.path,
          class: `arrow ${arrow.kind}${look}`,
          "marker-end": `url(#${arrow.kind})`,
        });
      }),
    );
    return new Set([...near].flatMap(({ from, to }) => [from.box.id, to.box.id]));
  }

  /** The arrows that are drawn wherever the pointer is: they stay as they are while it moves. */
  #usualArrows(
    drawing: Drawing,
    links: readonly LinkView[],
    drawnFor: (id: string) => Drawn | undefined,
  ): readonly Arrow[] {
    const { drawing: before, count, arrows } = this.#usual;
    if (before === drawing && count === links.length) return arrows;
    this.#usual = { drawing, count: links.length, arrows: arrowsBetween(links, drawnFor, drawing) };
    return this.#usual.arrows;
  }
}

/** Whether both are resources in one unfolded component. */
function isInside(from: Drawn | undefined, to: Drawn | undefined): boolean {
  return from?.box.kind === "resource" && to?.box.kind === "resource";
}

function markers(): SVGElement {
  const kinds: LinkView["kind"][] = ["request", "call", "use", "need"];
  return svg(
    "defs",
    {},
    ...kinds.map((kind) =>
      svg(
        "marker",
        {
          id: kind,
          class: kind,
          viewBox: "0 0 8 8",
          refX: 1,
          refY: 4,
          markerWidth: 7,
          markerHeight: 7,
          orient: "auto",
          markerUnits: "userSpaceOnUse",
        },
        svg("path", { d: "M0 0.5L7.5 4L0 7.5z" }),
      ),
    ),
  );
}
