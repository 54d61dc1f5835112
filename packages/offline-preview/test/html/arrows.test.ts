import assert from "node:assert/strict";
import { arrowsBetween } from "../../client/picture/arrows";
import { arrange, type Drawing } from "../../client/picture/geometry";
import type { BoxView, LinkView } from "../../src/html/view";

const box = (id: string, x: number, y: number, width = 100): BoxView => ({
  id,
  kind: "unit",
  title: id,
  subtitle: "",
  isPublic: false,
  x,
  y,
  width,
  height: 40,
});

const link = (from: string, to: string): LinkView => ({ from, to, kind: "request" });

function arrowsOf(drawing: Drawing, links: readonly LinkView[]) {
  const drawn = new Map(drawing.boxes.map((each) => [each.box.id, each]));
  return arrowsBetween(links, (id) => drawn.get(id), drawing);
}

/** Points of a path of straight lines. */
function pointsOf(path: string): [number, number][] {
  return [...path.matchAll(/(-?\d+) (-?\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe("arrows", () => {
  const drawing = arrange(
    [box("a", 0, 0), box("wall", 200, 0), box("b", 400, 0), box("far", 400, 200)],
    () => false,
  );

  it("go straight where nothing is in their way", () => {
    const [arrow] = arrowsOf(drawing, [link("a", "wall")]);
    assert.match(arrow?.path ?? "", /^M100 20 C150 20, 144 20, 194 20$/);
    assert.deepEqual(arrow?.end, { side: "left", x: 200, y: 20 });
  });

  it("go around what is in their way", () => {
    const [arrow] = arrowsOf(drawing, [link("a", "b")]);
    const points = pointsOf(arrow?.path ?? "");
    assert.ok(points.length > 4, arrow?.path);
    assert.ok(
      points.every(([x, y]) => x <= 193 || x >= 307 || y <= -7 || y >= 47),
      arrow?.path,
    );
    // The head is between the path and the box.
    assert.deepEqual([points.at(-1), arrow?.end], [[394, 20], { side: "left", x: 400, y: 20 }]);
  });

  it("don't run on each other", () => {
    const arrows = arrowsOf(drawing, [
      link("a", "b"),
      { ...link("wall", "far"), kind: "use" },
      link("a", "far"),
    ]);
    assert.equal(new Set(arrows.map(({ path }) => path)).size, 3);
    assert.deepEqual(arrowsOf(drawing, [link("a", "b")]), arrowsOf(drawing, [link("a", "b")]));
  });

  it("go straight where there is no way around", () => {
    const around = [
      [-60, -60, 220],
      [-60, 60, 220],
    ].map(([x = 0, y = 0, width], index) => box(`side${index}`, x, y, width));
    const ends = [box("left", -66, -20, 4), box("right", 162, -20, 4)].map((each) => ({
      ...each,
      height: 80,
    }));
    const closed = arrange([box("in", 0, 0), ...around, ...ends, box("out", 400, 0)], () => false);
    const [arrow] = arrowsOf(closed, [link("in", "out")]);
    assert.match(arrow?.path ?? "", / C/);
  });

  it("meet a wide box where the other end is", () => {
    const wide = arrange([box("bar", 0, 0, 600), box("a", 20, 100), box("b", 480, 100)], () => false);
    const arrows = arrowsOf(wide, [link("bar", "a"), link("bar", "b")]);
    assert.deepEqual(
      arrows.map(({ path }) => pointsOf(path)[0]),
      [
        [70, 40],
        [530, 40],
      ],
    );
  });
});
