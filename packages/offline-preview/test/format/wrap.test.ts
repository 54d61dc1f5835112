import assert from "node:assert/strict";
import { cut, wrap } from "../../src/format/wrap";

describe("wrapped text", () => {
  it("has its words in lines, the first with an indentation of its own", () => {
    assert.deepEqual(wrap("one two three", 8, "  ", ""), ["one two", "  three"]);
    assert.deepEqual(wrap("one two three", 7, ""), ["one two", "three"]);
    assert.deepEqual(wrap("one two", 6, ""), ["one", "two"]);
  });

  it("lets a word that is longer stand alone", () => {
    assert.deepEqual(wrap("a much-too-long b", 5, " "), [" a", " much-too-long", " b"]);
  });

  it("ends no line with a blank", () => assert.deepEqual(wrap("abc  def", 5, ""), ["abc", "def"]));
});

describe("cut text", () => {
  it("is as long as it may be", () => {
    assert.deepEqual([cut("abcd", 4), cut("abcde", 4), cut("ab", 0)], ["abcd", "abc…", "…"]);
  });
});
