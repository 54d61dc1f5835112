import type { LinkView } from "../../src/html/view";
import type { Drawn } from "./geometry";

/** An arrow between two boxes that are drawn. */
export interface Arrow {
  from: Drawn;
  to: Drawn;
  kind: LinkView["kind"];
  path: string;
}

type Side = "left" | "right" | "top" | "bottom";

/** The arrows between what is drawn. `drawnFor` finds the box that stands for an end of a link. */
export function arrowsBetween(
  links: readonly LinkView[],
  drawnFor: (id: string) => Drawn | undefined,
): Arrow[] {
  const distinct = new Map<string, Omit<Arrow, "path">>();
  for (const { from, to, kind } of links) {
    const [start, end] = [drawnFor(from), drawnFor(to)];
    if (start === undefined || end === undefined || start === end) continue;
    if (contains(start, end) || contains(end, start)) continue;
    const key = `${start.box.id} ${end.box.id}`;
    const known = distinct.get(key);
    if (known === undefined || known.kind === "need") distinct.set(key, { from: start, to: end, kind });
  }
  const arrows = [...distinct.values()].map((arrow) => ({ ...arrow, ...sidesOf(arrow.from, arrow.to) }));
  const ports = new Ports();
  for (const { from, to, start, end } of arrows) {
    ports.add(from, start, to);
    ports.add(to, end, from);
  }
  return arrows.map(({ from, to, kind, start, end }) => {
    const path = curve(ports.of(from, start, to), start, ports.of(to, end, from), end);
    return { from, to, kind, path };
  });
}

function contains(outer: Drawn, inner: Drawn): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/** The sides that face each other: beside each other rather than above each other. */
function sidesOf(from: Drawn, to: Drawn): { start: Side; end: Side } {
  if (from.x + from.width <= to.x) return { start: "right", end: "left" };
  if (to.x + to.width <= from.x) return { start: "left", end: "right" };
  return from.y < to.y ? { start: "bottom", end: "top" } : { start: "top", end: "bottom" };
}

/** Where arrows meet a side of a box: in the order of their other ends, so that they don't cross there. */
class Ports {
  readonly #ends = new Map<string, Drawn[]>();

  add(box: Drawn, side: Side, other: Drawn): void {
    const key = `${box.box.id} ${side}`;
    const known = this.#ends.get(key);
    if (known === undefined) this.#ends.set(key, [other]);
    else if (!known.includes(other)) known.push(other);
  }

  of(box: Drawn, side: Side, other: Drawn): { x: number; y: number } {
    const isUpright = side === "left" || side === "right";
    const middle = (each: Drawn) => (isUpright ? each.y + each.height / 2 : each.x + each.width / 2);
    const ends = [...(this.#ends.get(`${box.box.id} ${side}`) ?? [])].sort((a, b) => middle(a) - middle(b));
    const share = (ends.indexOf(other) + 1) / (ends.length + 1);
    if (isUpright) return { x: side === "left" ? box.x : box.x + box.width, y: box.y + box.height * share };
    return { x: box.x + box.width * share, y: side === "top" ? box.y : box.y + box.height };
  }
}

const directions: Record<Side, [x: number, y: number]> = {
  left: [-1, 0],
  right: [1, 0],
  top: [0, -1],
  bottom: [0, 1],
};

function curve(from: { x: number; y: number }, start: Side, to: { x: number; y: number }, end: Side): string {
  const distance = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  const reach = Math.min(Math.max(distance / 2, 18), 90);
  const [startX, startY] = directions[start];
  const [endX, endY] = directions[end];
  const points = [
    [from.x + startX * reach, from.y + startY * reach],
    [to.x + endX * (reach + 6), to.y + endY * (reach + 6)],
    [to.x + endX * 6, to.y + endY * 6],
  ];
  const text = points.map(([x, y]) => `${Math.round(x ?? 0)} ${Math.round(y ?? 0)}`).join(", ");
  return `M${Math.round(from.x)} ${Math.round(from.y)} C${text}`;
}
