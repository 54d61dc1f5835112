import assert from "node:assert/strict";
import { copiedSources, patternMatcher, stageNames } from "../../../components/image/dockerfile-sources";
import { linearExpression } from "../../../components/image/linear-expression";
import { cpuTime } from "../../support/cpu-time";

/** Numbers that are the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (state * 1103515245 + 12345) % 2147483648) {
    yield (state >>> 8) % 1000;
  }
}

describe("A linear expression", () => {
  const atoms = ["a", "b", "/", "\\/", ".", "\\.", "[^/]", "[ab]", "[^a]", "é", "^"];
  const endings = ["", "", "*"];

  it("matches what JavaScript's own matches", () => {
    const next = numbers(7);
    const pick = <T>(values: readonly T[]) => values[next.next().value % values.length] as T;
    let matching = 0;
    for (let round = 0; round < 5000; round += 1) {
      const sequence = () =>
        Array.from({ length: next.next().value % 4 }, () => {
          const atom = pick(atoms);
          return atom === "^" ? atom : atom + pick(endings);
        }).join("");
      const expression = `${sequence()}${pick(["", "(.*/)?", `(${sequence()})?`])}${sequence()}`;
      const text = Array.from({ length: next.next().value % 6 }, () => pick(["a", "b", "/", ".", "é"])).join(
        "",
      );
      const expected = new RegExp(`^(?:${expression})$`, "u").test(text);
      assert.equal(linearExpression(expression)(text), expected, `${expression} and ${text}`);
      matching += expected ? 1 : 0;
    }
    assert.ok(matching > 500, `only ${matching} match`);
  });

  for (const expression of ["[a", "(a", "a)", "(a)", "[b-a]", "]", "a{2}"]) {
    it(`rejects ${expression}`, () => {
      assert.throws(() => linearExpression(expression), SyntaxError);
    });
  }

  it("takes a time that grows with the text, not with the ways through it", () => {
    const began = cpuTime();
    assert.equal(linearExpression(`${"[^/]*a".repeat(20)}b`)("a".repeat(4000)), false);
    assert.equal(linearExpression(`${"(.*/)?".repeat(20)}b`)("a/".repeat(2000)), false);
    assert.equal(patternMatcher(`${"*a".repeat(20)}b`)("a".repeat(255)), false);
    assert.ok(cpuTime() - began < 2000);
  });
});

describe("A Dockerfile of hostile lines", () => {
  it("is read in linear time", () => {
    const began = cpuTime();
    for (const part of [
      "--mount=",
      "--mount=from ",
      "--a",
      "--from= ",
      "<<",
      "a ",
      "\\\n",
      "#",
      "# escape ",
      " ",
    ]) {
      const dockerfile = `FROM scratch AS x\nRUN ${part.repeat(20_000)}\nCOPY ${part.repeat(20_000)}!\n`;
      copiedSources(dockerfile);
      stageNames(dockerfile);
    }
    assert.ok(cpuTime() - began < 2000);
  });
});
