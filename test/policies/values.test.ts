import assert from "node:assert/strict";
import { at, differs, hasUnknown, json, number, readable, unknown, type Value } from "../../policies/values";
import { asOutput, asSecret, unknownMark, unreadables } from "./states";

describe("policies: values", () => {
  it("are taken out of secrets and outputs", () => {
    const wire = { a: [asSecret("x"), asOutput(asSecret(1))], b: unknownMark };
    assert.deepEqual(readable(wire), { a: ["x", 1], b: unknown });
    const plaintext = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"x"',
    };
    assert.equal(readable(plaintext), "x");
  });

  it("are unknown where a plan or a state doesn't have them", () => {
    for (const value of unreadables) assert.equal(readable(value), unknown, JSON.stringify(value));
    assert.deepEqual(readable(new Map()), unknown);
    assert.deepEqual(readable(Object.create(null)), {});
  });

  it("are found at a path, through lists of one", () => {
    assert.equal(at({ a: [{ b: { c: 1 } }] }, "a.b.c"), 1);
    assert.equal(at({ a: { b: [{ c: 1 }] } }, "a.b.c"), 1);
    assert.equal(at({ a: null }, "a"), undefined);
    assert.equal(at({ a: "text" }, "a.length"), undefined);
    assert.equal(at({ a: unknown }, "a.b.c"), unknown);
    assert.equal(at({}, "constructor"), undefined);
  });

  it("differ only where they are known", () => {
    assert.equal(differs({ on: "true" }, "on", true), false);
    assert.equal(differs({ on: false }, "on", true), true);
    assert.equal(differs({}, "on", true), true);
    assert.equal(differs({ on: unknown }, "on", true), false);
  });

  it("are numbers also where they are strings", () => {
    const values: Value[] = ["256", 256, " 7 ", "", "x", true, null, unknown];
    assert.deepEqual(
      values.map((value) => number(value)),
      [256, 256, 7, undefined, undefined, undefined, undefined, undefined],
    );
  });

  it("in JSON are unknown where it is invalid", () => {
    assert.equal(json("{"), unknown);
    assert.deepEqual(json('[{"a":"x"}]'), [{ a: "x" }]);
    assert.equal(hasUnknown({ policy: "{" }), true);
    assert.equal(hasUnknown({ policy: "{}", list: [{ a: 1 }] }), false);
  });
});
