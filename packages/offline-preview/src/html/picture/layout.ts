import { Graph, layout } from "@dagrejs/dagre";
import type { BoxView } from "../view";

/** A box that has its size and gets its place. */
export type Unplaced = Omit<BoxView, "x" | "y">;

/** Which box is before which, by id. */
export type Order = readonly (readonly [from: string, to: string])[];

/** Room between boxes, and around them in the one that they are in. */
const gap = { column: 64, row: 26, margin: 20 };

/** More blocks than fit one column. */
const tallColumn = 6;

/**
 * Places boxes so that arrows lead to the right. What no arrow joins is beside each other up to the widest or `leastWidth`, else
 * below.
 */
export function placed(
  boxes: readonly Unplaced[],
  order: Order,
  leastWidth = 0,
): NonNullable<BoxView["inside"]> {
  const ids = new Set(boxes.map(({ id }) => id));
  const edges = order.filter(([from, to]) => from !== to && ids.has(from) && ids.has(to));
  const blocks = joined(boxes, edges)
    .map((block) => inRanks(block, edges))
    .map((block) => ({ block, ...extent(block) }));
  const widest = Math.max(leastWidth, ...blocks.map(({ width }) => width));
  const rows = inRows(blocks, blocks.length > tallColumn ? Math.max(widest, squareWidth(blocks)) : widest);
  const all = rows.flatMap(({ block, x, y }) =>
    block.map((box) => ({
      ...box,
      x: Math.round(box.x + x + gap.margin),
      y: Math.round(box.y + y + gap.margin),
    })),
  );
  const { width, height } = extent(all);
  return { boxes: all, width: width + gap.margin, height: height + gap.margin };
}

/** Places boxes below each other, each as wide as the widest, or as `leastWidth`. */
export function stacked(boxes: readonly Unplaced[], leastWidth = 0): NonNullable<BoxView["inside"]> {
  const width = Math.max(leastWidth - 2 * gap.margin, 0, ...boxes.map((box) => box.width));
  let y: number = gap.margin;
  const all = boxes.map((box): BoxView => {
    const at = { ...box, spans: true, width, x: gap.margin, y };
    y += box.height + gap.row;
    return at;
  });
  return { boxes: all, width: width + 2 * gap.margin, height: y - gap.row + gap.margin };
}

/** Boxes that arrows join, however many lie between them. */
function joined(boxes: readonly Unplaced[], edges: Order): Unplaced[][] {
  const neighbours = new Map<string, string[]>(boxes.map(({ id }) => [id, []]));
  for (const [from, to] of edges) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const blockOf = new Map<string, number>();
  const mark = (id: string, block: number): void => {
    const next = [id];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      if (blockOf.has(at)) continue;
      blockOf.set(at, block);
      next.push(...(neighbours.get(at) ?? []));
    }
  };
  boxes.forEach(({ id }, index) => {
    mark(id, index);
  });
  return boxes.flatMap(({ id }, index) =>
    blockOf.get(id) === index ? [boxes.filter((other) => blockOf.get(other.id) === index)] : [],
  );
}

function inRanks(boxes: readonly Unplaced[], edges: Order): BoxView[] {
  const [only] = boxes;
  if (only !== undefined && boxes.length === 1) return [{ ...only, x: 0, y: 0 }];
  const ids = new Set(boxes.map(({ id }) => id));
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: gap.row, ranksep: gap.column, edgesep: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const [from, to] of edges) if (ids.has(from)) graph.setEdge(from, to);
  layout(graph);
  return boxes.map((box) => {
    const { x, y } = graph.node(box.id);
    return { ...box, x: (x ?? 0) - box.width / 2, y: (y ?? 0) - box.height / 2 };
  });
}

interface Size {
  width: number;
  height: number;
}

/** Blocks beside each other, in as many rows as `width` makes necessary. */
function inRows<Block extends Size>(
  blocks: readonly Block[],
  width: number,
): (Block & { x: number; y: number })[] {
  let [x, y, rowHeight] = [0, 0, 0];
  return blocks.map((block) => {
    if (x > 0 && x + block.width > width) [x, y, rowHeight] = [0, y + rowHeight + gap.row, 0];
    const at = { ...block, x, y };
    x += block.width + gap.row;
    rowHeight = Math.max(rowHeight, block.height);
    return at;
  });
}

/** Width in which blocks fill about the shape of a screen. */
function squareWidth(blocks: readonly Size[]): number {
  const area = blocks.reduce((sum, { width, height }) => sum + (width + gap.row) * (height + gap.row), 0);
  return Math.sqrt(area * 1.6);
}

function extent(boxes: readonly BoxView[]): Size {
  return {
    width: Math.max(0, ...boxes.map(({ x, width }) => x + width)),
    height: Math.max(0, ...boxes.map(({ y, height }) => y + height)),
  };
}
