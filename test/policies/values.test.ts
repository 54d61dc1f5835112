import assert from "node:assert/strict";
import { at, differs, hasUnknown, json, number, readable, unknown, type Value } from "../../policies/values";
import { unknownMark } from "./states";

const kind = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [kind]: "1b47061264138c4ac30d75fd1eb44270", value });
const output = (content: object) => ({ [kind]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...content });

describe("policies: values", () => {
  it("come out of Pulumi's protocol", () => {
    const wire = {
      a: [secret("x"), output({ value: secret(1) })],
      b: unknownMark,
      c: output({ dependencies: [] }),
    };
    assert.deepEqual(readable(wire), { a: ["x", 1], b: unknown, c: unknown });
  });

  it("are unknown where a plan or a state hides them", () => {
    const encrypted = { [kind]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:…" };
    const asset = { [kind]: "c44067f5952c0a294b673a41bacd8c17", path: "./file" };
    assert.deepEqual(readable(["[secret]", "[unknown]", encrypted, asset]), [
      unknown,
      unknown,
      unknown,
      unknown,
    ]);
  });

  it("are found at a path, through lists of one", () => {
    assert.equal(at({ a: [{ b: { c: 1 } }] }, "a.b.c"), 1);
    assert.equal(at({ a: { b: [{ c: 1 }] } }, "a.b.c"), 1);
    assert.equal(at({ a: null }, "a"), undefined);
    assert.equal(at({ a: "text" }, "a.length"), undefined);
    assert.equal(at({ a: unknown }, "a.b.c"), unknown);
    assert.equal(at({}, "constructor"), undefined);
  });

  it("differ only if they are known", () => {
    assert.equal(differs({ on: "true" }, "on", true), false);
    assert.equal(differs({ on: false }, "on", true), true);
    assert.equal(differs({}, "on", true), true);
    assert.equal(differs({ on: unknown }, "on", true), false);
  });

  it("are numbers if they are written so", () => {
    const values: Value[] = ["256", 256, " 7 ", "", "x", true, null, unknown];
    assert.deepEqual(
      values.map((value) => number(value)),
      [256, 256, 7, undefined, undefined, undefined, undefined, undefined],
    );
  });

  it("in JSON are unknown if it is broken", () => {
    assert.equal(json("{"), unknown);
    assert.deepEqual(json('[{"a":"x"}]'), [{ a: "x" }]);
    assert.equal(hasUnknown({ policy: "{" }), true);
    assert.equal(hasUnknown({ policy: "{}", list: [{ a: 1 }] }), false);
  });
});
