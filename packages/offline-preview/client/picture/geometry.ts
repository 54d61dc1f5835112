import { frameTitleHeight } from "../../src/html/picture/frame-title";
import type { BoxView } from "../../src/html/view";

/** A box where it is drawn, from the picture's corner. */
export interface Drawn {
  box: BoxView;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whether what is in it is drawn. */
  isOpen: boolean;
}

/** Boxes as they are drawn, each before what is in it, and the room that they take. */
export interface Drawing {
  boxes: Drawn[];
  width: number;
  height: number;
}

/** Whether a box always shows what is in it. */
export function isFrame({ kind }: BoxView): boolean {
  return ["network", "subnets", "platform", "supporting"].includes(kind);
}

const margin = 20;

/**
 * Places boxes with those unfolded that `isOpen` names. What grows pushes aside what is to its right and below it: everything
 * keeps its place relative to all others. What spans grows with the widest, and to `leastWidth`.
 */
export function arrange(
  boxes: readonly BoxView[],
  isOpen: (box: BoxView) => boolean,
  leastWidth = 0,
): Drawing {
  const natural = boxes.map((box) => sizeOf(box, isOpen));
  const left = pushed(natural.map(({ box, width }) => ({ at: box.x, was: box.width, is: width })));
  const right = Math.max(
    leastWidth - margin,
    ...natural.map(({ width }, index) => (left[index] ?? 0) + width),
  );
  const sized = natural.map((each, index) => {
    const room = right - (left[index] ?? 0);
    return each.box.spans === true && each.width < room ? sizeOf(each.box, isOpen, room) : each;
  });
  const top = pushed(sized.map(({ box, height }) => ({ at: box.y, was: box.height, is: height })));
  const drawn = sized.flatMap(({ box, width, height, inside, titleHeight }, index): Drawn[] => {
    const x = left[index] ?? 0;
    const y = top[index] ?? 0;
    return [
      { box, x, y, width, height, isOpen: inside !== undefined },
      ...(inside?.boxes ?? []).map((inner) => ({ ...inner, x: inner.x + x, y: inner.y + y + titleHeight })),
    ];
  });
  return {
    boxes: drawn,
    width: Math.max(0, ...drawn.map(({ x, width }) => x + width)) + margin,
    height: Math.max(0, ...drawn.map(({ y, height }) => y + height)) + margin,
  };
}

interface Sized {
  box: BoxView;
  width: number;
  height: number;
  titleHeight: number;
  inside?: Drawing;
}

function sizeOf(box: BoxView, isOpen: (box: BoxView) => boolean, leastWidth = 0): Sized {
  const height = box.height;
  const width = Math.max(box.width, leastWidth);
  if (box.inside === undefined || !(isFrame(box) || isOpen(box)))
    return { box, width, height, titleHeight: 0 };
  const titleHeight = isFrame(box) ? frameTitleHeight(box) : height;
  const inside = arrange(box.inside.boxes, isOpen, width);
  return {
    box,
    width: Math.max(width, inside.width),
    height: Math.max(isFrame(box) ? height : 0, inside.height + titleHeight),
    titleHeight,
    inside,
  };
}

interface Stretch {
  at: number;
  was: number;
  is: number;
}

/** Where stretches begin once those before them have grown. */
function pushed(stretches: readonly Stretch[]): number[] {
  const order = stretches.map((_, index) => index).sort((a, b) => start(stretches, a) - start(stretches, b));
  const starts: number[] = [];
  for (const index of order) {
    const own = stretches[index];
    if (own === undefined) continue;
    let shift = 0;
    for (const other of order) {
      const before = stretches[other];
      const placed = starts[other];
      if (before === undefined || placed === undefined || before.at + before.was > own.at) continue;
      shift = Math.max(shift, placed + before.is - (before.at + before.was));
    }
    starts[index] = own.at + shift;
  }
  return starts;
}

function start(stretches: readonly Stretch[], index: number): number {
  return stretches[index]?.at ?? 0;
}
