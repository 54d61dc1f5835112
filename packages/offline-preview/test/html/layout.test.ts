import assert from "node:assert/strict";
import { arrange, type Drawn } from "../../client/picture/geometry";
import { type Order, placed, type Unplaced } from "../../src/html/picture/layout";
import type { BoxView } from "../../src/html/view";

const box = (id: string, inside?: BoxView["inside"]): Unplaced => ({
  id,
  kind: "unit",
  title: id,
  subtitle: "",
  isPublic: false,
  width: 100,
  height: 40,
  inside,
});

const boxes = (count: number) => Array.from({ length: count }, (_, index) => box(`b${index}`));

function overlaps(all: readonly { x: number; y: number; width: number; height: number }[]): string[] {
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter(
        (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map((b) => JSON.stringify([a, b])),
  );
}

describe("layout", () => {
  it("places what is needed to the right of what needs it", () => {
    const order: Order = [
      ["b0", "b1"],
      ["b1", "b2"],
      ["b0", "b2"],
    ];
    const { boxes: all } = placed(boxes(4), order);
    const x = new Map(all.map((each) => [each.id, each.x]));
    assert.ok((x.get("b0") ?? 0) + 100 < (x.get("b1") ?? 0));
    assert.ok((x.get("b1") ?? 0) + 100 < (x.get("b2") ?? 0));
  });

  it("lets nothing overlap, and is the same each time", () => {
    for (const count of [1, 2, 7, 40]) {
      const order = Array.from(
        { length: count >> 1 },
        (_, index) => [`b${index}`, `b${(index * 3) % count}`] as const,
      );
      const layout = placed(boxes(count), order);
      assert.equal(layout.boxes.length, count);
      assert.deepEqual(overlaps(layout.boxes), []);
      assert.deepEqual(placed(boxes(count), order), layout);
      for (const { x, y, width, height } of layout.boxes) {
        assert.ok(x > 0 && y > 0 && x + width < layout.width && y + height < layout.height);
      }
    }
  });

  it("fills rows where there is much that no arrow joins", () => {
    const { width, height } = placed(boxes(60), []);
    assert.ok(width / height > 1 && width / height < 3, `${width} × ${height}`);
  });

  it("takes circles and arrows to what isn't there", () => {
    const order: Order = [
      ["b0", "b1"],
      ["b1", "b0"],
      ["b0", "b0"],
      ["b0", "elsewhere"],
    ];
    assert.deepEqual(overlaps(placed(boxes(2), order).boxes), []);
  });
});

describe("unfolding", () => {
  const parts = placed(boxes(5), [["b0", "b1"]]);
  const units = ["p", "q", "r", "s"].map((id) => box(id, placed([box(`${id} part`, parts)], [])));
  const { boxes: all } = placed(units, [
    ["p", "q"],
    ["p", "r"],
    ["r", "s"],
  ]);
  const drawn = (...open: string[]) => arrange(all, ({ id }) => open.includes(id)).boxes;
  const outer = (some: readonly Drawn[]) => some.filter(({ box }) => box.id.length === 1);

  it("pushes aside what is to the right and below, and nothing else", () => {
    assert.deepEqual(overlaps(outer(drawn("p"))), []);
    assert.deepEqual(overlaps(outer(drawn("p", "q", "r", "s"))), []);
    for (const opened of all) {
      const isBefore = ({ x, y }: BoxView) => x < opened.x + opened.width && y < opened.y + opened.height;
      const after = new Map(drawn(opened.id).map((each) => [each.box.id, each]));
      for (const { id, x, y } of all.filter(isBefore)) {
        assert.deepEqual([after.get(id)?.x, after.get(id)?.y], [x, y], `${id} beside ${opened.id}`);
      }
    }
  });

  it("makes room for what is unfolded in what is unfolded", () => {
    const some = drawn("p", "p part");
    const [p, part] = ["p", "p part"].map((id) => some.find(({ box }) => box.id === id));
    assert.ok(p && part && part.x >= p.x && part.x + part.width <= p.x + p.width);
    assert.ok(part.y + part.height <= p.y + p.height);
    assert.equal(some.filter(({ box }) => /^b\d$/.test(box.id)).length, 5);
  });

  it("brings everything back when it is folded again", () => {
    assert.deepEqual(
      outer(drawn()).map(({ box, x, y }) => [box.id, x, y]),
      all.map(({ id, x, y }) => [id, x, y]),
    );
  });
});
