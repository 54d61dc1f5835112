import { Queue } from "./queue";

export interface Point {
  x: number;
  y: number;
}

export interface Rectangle extends Point {
  width: number;
  height: number;
}

export type Side = "left" | "right" | "top" | "bottom";

export const directions: Record<Side, readonly [x: number, y: number]> = {
  right: [1, 0],
  bottom: [0, 1],
  left: [-1, 0],
  top: [0, -1],
};

const sides: readonly Side[] = ["right", "bottom", "left", "top"];

/** Where an arrow may meet a box. */
export interface Port extends Point {
  side: Side;
}

/** What an arrow must pass, what it had better not cross, and where others run already. */
export interface Surroundings {
  boxes: readonly Rectangle[];
  titles: readonly Rectangle[];
  taken: readonly (readonly Point[])[];
}

/** Pixels between an arrow and the boxes that it passes. */
const clearance = 7;
/** Distances from boxes at which arrows run. */
const tracks = [9, 15];
/** Pixels that an arrow goes straight before its first and after its last corner. */
const stub = 13;
/** Pixels of detour that are better than a corner, a title or another arrow. */
const costs = { corner: 30, title: 40, taken: 3 };
/** How much sooner a route near its end is looked at than the shortest needs: a little longer, and found in far fewer steps. */
const haste = 1.4;
/** Routes that need more steps than this aren't worth the wait. */
const mostSteps = 8_000;

/** The shortest way with few corners from one of the ports `from` to one of `to`, around all boxes; nothing where there is none. */
export function routeBetween(
  from: readonly Port[],
  to: readonly Port[],
  around: Surroundings,
): { start: Port; end: Port; points: Point[] } | undefined {
  const starts = from.map((port) => ({ port, at: outside(port) }));
  const ends = to.map((port) => ({ port, at: outside(port) }));
  const grid = new Grid(
    [...starts, ...ends].map(({ at }) => at),
    around,
  );
  const goals = new Map(ends.map(({ port, at }) => [grid.nodeAt(at), port]));
  const queue = new Queue();
  const best = new Float64Array(grid.count * 4).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(grid.count * 4).fill(-1);
  const distance = (node: number) => {
    const [x, y] = [grid.x(node), grid.y(node)];
    let least = Number.POSITIVE_INFINITY;
    for (const { at } of ends) least = Math.min(least, Math.abs(at.x - x) + Math.abs(at.y - y));
    return least;
  };
  const enter = (state: number, cost: number, previous = -1): void => {
    if (cost >= (best[state] ?? 0)) return;
    best[state] = cost;
    before[state] = previous;
    queue.add(state, cost + haste * distance(state >> 2));
  };
  for (const { port, at } of starts) enter(grid.nodeAt(at) * 4 + sides.indexOf(port.side), 0);
  const startOf = (state: number) =>
    starts.find(({ port, at }) => grid.nodeAt(at) === state >> 2 && sides.indexOf(port.side) === (state & 3))
      ?.port;
  for (let step = 0; step < mostSteps; step++) {
    const state = queue.next();
    if (state === undefined) return undefined;
    const [node, direction] = [state >> 2, state & 3];
    const cost = best[state] ?? 0;
    const end = goals.get(node);
    // An arrow enters a box against the direction of its side.
    if (end !== undefined && sides[(direction + 2) % 4] === end.side) {
      const states = [state];
      for (let at = before[state] ?? -1; at >= 0; at = before[at] ?? -1) states.unshift(at);
      const start = startOf(states[0] ?? 0);
      if (start === undefined) return undefined;
      const between = states.map((each) => ({ x: grid.x(each >> 2), y: grid.y(each >> 2) }));
      return { start, end, points: corners([start, ...between, end]) };
    }
    for (const turn of [0, 1, 3]) {
      const next = (direction + turn) % 4;
      const move = grid.move(node, next);
      if (move !== undefined)
        enter(move.node * 4 + next, cost + move.cost + (turn === 0 ? 0 : costs.corner), state);
    }
  }
  return undefined;
}

function outside({ x, y, side }: Port): Point {
  const [dx, dy] = directions[side];
  return { x: x + dx * stub, y: y + dy * stub };
}

/** Without the points that lie on a straight line between their neighbours. */
function corners(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const [previous, next] = [points[index - 1], points[index + 1]];
    if (previous === undefined || next === undefined) return true;
    const isStraight =
      (previous.x === point.x && point.x === next.x) || (previous.y === point.y && point.y === next.y);
    return !isStraight;
  });
}

/** The lines beside boxes and through ports, on which arrows run. */
class Grid {
  readonly #xs: number[];
  readonly #ys: number[];
  /** What a pixel costs from a node to the next on the right, and to the next below; nothing where a box is in the way. */
  readonly #toRight: Float32Array;
  readonly #down: Float32Array;

  constructor(points: readonly Point[], { boxes, titles, taken }: Surroundings) {
    const xs = boxes.flatMap((box) => tracks.flatMap((gap) => [box.x - gap, box.x + box.width + gap]));
    const ys = boxes.flatMap((box) => tracks.flatMap((gap) => [box.y - gap, box.y + box.height + gap]));
    this.#xs = sorted([...points.map(({ x }) => x), ...xs]);
    this.#ys = sorted([...points.map(({ y }) => y), ...ys]);
    this.#toRight = new Float32Array(this.#xs.length * this.#ys.length).fill(1);
    this.#down = new Float32Array(this.#xs.length * this.#ys.length).fill(1);
    for (const line of taken) {
      line.slice(1).forEach((point, index) => {
        const { x, y } = line[index] ?? point;
        const area = { x: Math.min(x, point.x), y: Math.min(y, point.y) };
        const size = { width: Math.abs(x - point.x), height: Math.abs(y - point.y) };
        this.#mark(
          { ...area, ...size },
          3,
          (cost) => cost + costs.taken,
          size.height === 0,
          size.width === 0,
        );
      });
    }
    for (const title of titles) this.#mark(title, 2, (cost) => cost + costs.title);
    for (const box of boxes) this.#mark(box, clearance, () => 0);
  }

  get count(): number {
    return this.#down.length;
  }

  nodeAt({ x, y }: Point): number {
    return this.#ys.indexOf(y) * this.#xs.length + this.#xs.indexOf(x);
  }

  x(node: number): number {
    return this.#xs[node % this.#xs.length] ?? 0;
  }

  y(node: number): number {
    return this.#ys[Math.floor(node / this.#xs.length)] ?? 0;
  }

  /** The next node in a direction, and the cost of the way there; nothing where a box is in the way. */
  move(node: number, direction: number): { node: number; cost: number } | undefined {
    const columns = this.#xs.length;
    const isAcross = direction % 2 === 0;
    const next = node + (isAcross ? 1 : columns) * (direction < 2 ? 1 : -1);
    if (next < 0 || next >= this.#down.length) return undefined;
    if (isAcross && Math.floor(next / columns) !== Math.floor(node / columns)) return undefined;
    const perPixel = (isAcross ? this.#toRight : this.#down)[Math.min(node, next)] ?? 0;
    if (perPixel === 0) return undefined;
    const length = isAcross ? Math.abs(this.x(next) - this.x(node)) : Math.abs(this.y(next) - this.y(node));
    return { node: next, cost: length * perPixel };
  }

  /** Changes what it costs to cross an area. */
  #mark(
    { x, y, width, height }: Rectangle,
    margin: number,
    change: (cost: number) => number,
    across = true,
    down = true,
  ): void {
    const [left, right, top, bottom] = [x - margin, x + width + margin, y - margin, y + height + margin];
    const columns = this.#xs.length;
    for (let row = firstAbove(this.#ys, top); row < this.#ys.length; row++) {
      const atY = this.#ys[row] ?? 0;
      if (atY >= bottom) break;
      const middleY = (atY + (this.#ys[row + 1] ?? atY)) / 2;
      for (let column = firstAbove(this.#xs, left); column < columns; column++) {
        const atX = this.#xs[column] ?? 0;
        if (atX >= right) break;
        const node = row * columns + column;
        const middleX = (atX + (this.#xs[column + 1] ?? atX)) / 2;
        if (across && atY > top && middleX > left && middleX < right)
          this.#toRight[node] = change(this.#toRight[node] ?? 0);
        if (down && atX > left && middleY > top && middleY < bottom)
          this.#down[node] = change(this.#down[node] ?? 0);
      }
    }
  }
}

/** The line before the first one above a value: what begins there may reach beyond it. */
function firstAbove(lines: readonly number[], value: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
