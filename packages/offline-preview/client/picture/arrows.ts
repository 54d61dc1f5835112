import type { LinkView } from "../../src/html/view";
import { type Drawing, type Drawn, isFrame } from "./geometry";
import { curve, rounded } from "./paths";
import { type Point, type Port, type Rectangle, routeBetween, type Side, type Surroundings } from "./route";

/** An arrow between two boxes that are drawn. */
export interface Arrow {
  from: Drawn;
  to: Drawn;
  kind: LinkView["kind"];
  path: string;
  /** Where it meets the box that it leads to. */
  end: Port;
}

/** More boxes than this have arrows that go straight, as have arrows beyond the first: to find ways for all takes too long. */
const mostBoxes = 300;
const mostRoutes = 48;

/** Pixels beyond both ends in which arrows look for their way. */
const detour = 160;

/**
 * The arrows between what is drawn, around the boxes that are in their way. `drawnFor` finds the box that stands for an end of a
 * link.
 */
export function arrowsBetween(
  links: readonly LinkView[],
  drawnFor: (id: string) => Drawn | undefined,
  drawing: Drawing,
): Arrow[] {
  const distinct = new Map<string, Pick<Arrow, "from" | "to" | "kind">>();
  for (const { from, to, kind } of links) {
    const [start, end] = [drawnFor(from), drawnFor(to)];
    if (start === undefined || end === undefined || start === end) continue;
    if (contains(start, end) || contains(end, start)) continue;
    const key = `${start.box.id} ${end.box.id}`;
    const known = distinct.get(key);
    if (known === undefined || known.kind === "need") distinct.set(key, { from: start, to: end, kind });
  }
  const obstacles = new Obstacles(drawing);
  const ends = [...distinct.values()].map((arrow) => ({
    ...arrow,
    ...obstacles.sidesOf(arrow.from, arrow.to),
  }));
  const ports = new Ports();
  for (const { from, to, start, end } of ends) {
    ports.add(from, start, to);
    ports.add(to, end, from);
  }
  return ends.map(({ from, to, kind, start, end }) => {
    const port = ports.of(to, end, from);
    return { from, to, kind, end: port, path: obstacles.path(from, ports.of(from, start, to), to, port) };
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

/** What arrows have to pass. */
class Obstacles {
  readonly #boxes: readonly Drawn[];
  readonly #titles: readonly Rectangle[];
  /** The ways of the arrows so far. */
  readonly #taken: Point[][] = [];
  #routes = 0;

  constructor({ boxes }: Drawing) {
    const folded = boxes.filter(({ box, isOpen }) => !isOpen && !isFrame(box));
    this.#boxes = folded.length > mostBoxes ? [] : folded;
    this.#titles = boxes.flatMap(titlesOf);
  }

  /** The sides that face each other, or those that the way around what is between them begins and ends at. */
  sidesOf(from: Drawn, to: Drawn): { start: Side; end: Side } {
    const { start, end } = facing(from, to);
    if (this.#isFree(from, portOf(from, start, to), to, portOf(to, end, from))) return { start, end };
    // Arrows read from the left to the right, unless they lead back.
    const starts = [start, ...(["right", "bottom", "top"] as const).filter((side) => side !== start)];
    const ends = [end, ...(["left", "top", "bottom"] as const).filter((side) => side !== end)];
    const route = this.#route(
      starts.map((side) => portOf(from, side, to)),
      ends.map((side) => portOf(to, side, from)),
      this.#around(from, to),
    );
    return route === undefined ? { start, end } : { start: route.start.side, end: route.end.side };
  }

  path(from: Drawn, start: Port, to: Drawn, end: Port): string {
    const sides = facing(from, to);
    const isFacing = sides.start === start.side && sides.end === end.side;
    if (isFacing && this.#isFree(from, start, to, end)) return curve(start, end).path;
    const route = this.#route([start], [end], this.#around(from, to));
    if (route === undefined) return curve(start, end).path;
    this.#taken.push(route.points);
    return rounded(route.points);
  }

  #route(...ends: Parameters<typeof routeBetween>): ReturnType<typeof routeBetween> {
    this.#routes++;
    return this.#routes > mostRoutes ? undefined : routeBetween(...ends);
  }

  #isFree(from: Drawn, start: Port, to: Drawn, end: Port): boolean {
    const { points } = curve(start, end);
    return !this.#boxes.some((box) => box !== from && box !== to && points.some((point) => isIn(point, box)));
  }

  #around(from: Drawn, to: Drawn): Surroundings {
    const left = Math.min(from.x, to.x) - detour;
    const top = Math.min(from.y, to.y) - detour;
    const right = Math.max(from.x + from.width, to.x + to.width) + detour;
    const bottom = Math.max(from.y + from.height, to.y + to.height) + detour;
    const isNear = ({ x, y, width, height }: Rectangle) =>
      x < right && x + width > left && y < bottom && y + height > top;
    return {
      boxes: this.#boxes.filter(isNear),
      titles: this.#titles.filter(isNear),
      taken: this.#taken,
    };
  }
}

/** The texts of a frame, about. */
function titlesOf({ box, x, y, width }: Drawn): Rectangle[] {
  if (!isFrame(box)) return [];
  const lanes = (box.lanes ?? []).map((lane, index, all) => ({
    x: x + 25 + ((width - 40) * index) / all.length,
    y: y + (box.kind === "network" ? 38 : 2),
    width: 7 * lane.length,
    height: 18,
  }));
  return [{ x: x + 12, y: y + 7, width: 8 * box.title.length, height: 20 }, ...lanes];
}

function isIn(point: Point, { x, y, width, height }: Rectangle): boolean {
  const margin = 4;
  return (
    point.x > x - margin &&
    point.x < x + width + margin &&
    point.y > y - margin &&
    point.y < y + height + margin
  );
}

/** The sides that face each other: beside each other rather than above each other. */
function facing(from: Drawn, to: Drawn): { start: Side; end: Side } {
  if (from.x + from.width <= to.x) return { start: "right", end: "left" };
  if (to.x + to.width <= from.x) return { start: "left", end: "right" };
  return from.y < to.y ? { start: "bottom", end: "top" } : { start: "top", end: "bottom" };
}

/** Wider boxes are met where the other end is. */
const wide = 300;

/** Where one arrow alone meets a side of a box. */
function portOf(box: Rectangle, side: Side, other: Rectangle): Port {
  const { x, y, width, height } = box;
  if (side === "left" || side === "right")
    return { side, x: side === "left" ? x : x + width, y: Math.round(y + height / 2) };
  const middle = Math.round(x + width / 2);
  const facingX = Math.min(Math.max(other.x + other.width / 2, x + 24), x + width - 24);
  return { side, x: width > wide ? Math.round(facingX) : middle, y: side === "top" ? y : y + height };
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

  of(box: Drawn, side: Side, other: Drawn): Port {
    const isUpright = side === "left" || side === "right";
    const middleOf = (each: Drawn) => (isUpright ? each.y + each.height / 2 : each.x + each.width / 2);
    const ends = [...(this.#ends.get(`${box.box.id} ${side}`) ?? [])].sort(
      (a, b) => middleOf(a) - middleOf(b),
    );
    const place = ends.indexOf(other);
    const port = portOf(box, side, other);
    const share = (place + 1) / (ends.length + 1);
    if (isUpright) return { ...port, y: Math.round(box.y + box.height * share) };
    if (box.width <= wide) return { ...port, x: Math.round(box.x + box.width * share) };
    const same = ends.filter((each) => portOf(box, side, each).x === port.x);
    return { ...port, x: port.x + 14 * (same.indexOf(other) - (same.length - 1) / 2) };
  }
}
