import { directions, type Point, type Port } from "./route";

/** Room for the head of an arrow. */
const headLength = 6;

/** A curve from one port to another, and points on it. */
export function curve(start: Port, end: Port): { path: string; points: Point[] } {
  const distance = Math.max(Math.abs(end.x - start.x), Math.abs(end.y - start.y));
  const reach = Math.min(Math.max(distance / 2, 18), 90);
  const tip = beyond(end, headLength);
  const controls = [start, beyond(start, reach), beyond(end, reach + headLength), tip] as const;
  const path = `M${text(start)} C${controls.slice(1).map(text).join(", ")}`;
  return { path, points: Array.from({ length: 31 }, (_, index) => onCurve(controls, index / 30)) };
}

/** Straight lines with round corners. */
export function rounded(points: readonly Point[]): string {
  const parts = points.slice(1, -1).map((point, index) => {
    const [before, after] = [points[index] ?? point, points[index + 2] ?? point];
    const radius = Math.min(10, distanceOf(before, point) / 2, distanceOf(point, after) / 2);
    return ` L${text(towards(point, before, radius))} Q${text(point)}, ${text(towards(point, after, radius))}`;
  });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return "";
  const tip = towards(last, points.at(-2) ?? first, headLength);
  return `M${text(first)}${parts.join("")} L${text(tip)}`;
}

function beyond({ x, y, side }: Port, distance: number): Point {
  const [dx, dy] = directions[side];
  return { x: x + dx * distance, y: y + dy * distance };
}

function towards(from: Point, to: Point, distance: number): Point {
  const share = distance / (distanceOf(from, to) || 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function distanceOf(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function onCurve([a, b, c, d]: readonly [Point, Point, Point, Point], share: number): Point {
  const rest = 1 - share;
  const at = (key: "x" | "y") =>
    rest ** 3 * a[key] +
    3 * rest ** 2 * share * b[key] +
    3 * rest * share ** 2 * c[key] +
    share ** 3 * d[key];
  return { x: at("x"), y: at("y") };
}

function text({ x, y }: Point): string {
  return `${Math.round(x)} ${Math.round(y)}`;
}
