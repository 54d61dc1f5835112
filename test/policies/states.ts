import assert from "node:assert/strict";
import { evaluate } from "../../policies/evaluate";
import type { PlannedResource, Rule } from "../../policies/rule";

/** What a test says of a resource besides its inputs. */
interface Place {
  name?: string;
  parent?: PlannedResource;
  /** What properties were computed from. */
  from?: Record<string, PlannedResource[]>;
}

/** A resource of a plan. */
export function resource(type: string, inputs: Record<string, unknown>, place: Place = {}): PlannedResource {
  const { name = "it", parent, from = {} } = place;
  const propertyDependencies = Object.fromEntries(
    Object.entries(from).map(([property, sources]) => [property, sources.map(({ urn }) => urn)]),
  );
  const urn = `urn:pulumi:prod::containers::${type}::${name}`;
  return { urn, type, name, inputs, parent: parent?.urn, propertyDependencies };
}

/** A stack that meets a rule, or that doesn't and what is then said. */
export interface States {
  passes: PlannedResource[][];
  fails: [stack: PlannedResource[], ...messages: string[]][];
}

/** The unknown value of Pulumi's protocol. */
export const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Tests that each rule passes and fails as `states` says, and says nothing of what it can't read. */
export function testRules(theme: string, rules: readonly Rule[], states: Record<string, States>): void {
  describe(`policies: ${theme}`, () => {
    it("tests each rule both ways", () => {
      assert.deepEqual(Object.keys(states).sort(), rules.map(({ id }) => id).sort());
      for (const [id, { passes, fails }] of Object.entries(states)) {
        assert.ok(passes.length > 0 && fails.length > 0, id);
      }
    });

    for (const rule of rules) {
      const { passes, fails } = states[rule.id] ?? { passes: [], fails: [] };

      it(`${rule.id} passes`, () => {
        for (const stack of passes) assert.deepEqual(messages(rule, stack), []);
      });

      it(`${rule.id} fails`, () => {
        for (const [stack, ...expected] of fails) assert.deepEqual(messages(rule, stack), expected);
      });

      it(`${rule.id} says nothing of unknown values, and stands any form of them`, () => {
        for (const [stack] of fails) {
          const given = stack.filter(({ type }) => rule.types.includes(type));
          for (const one of given) {
            const hidden = Object.fromEntries(Object.keys(one.inputs).map((key) => [key, unknownMark]));
            const others = stack.filter((other) => other !== one);
            // Without inputs, what is wrong is that something isn't there.
            if (Object.keys(hidden).length > 0) {
              assert.deepEqual(messages(rule, [{ ...one, inputs: hidden }, ...others]), []);
            }
            for (const odd of [null, "", "{", 7, true, [], {}, [null], [[{}]], { a: [null] }]) {
              const inputs = Object.fromEntries(Object.keys(one.inputs).map((key) => [key, odd]));
              assert.doesNotThrow(() => messages(rule, [{ ...one, inputs }, ...others]));
            }
          }
        }
      });
    }
  });
}

function messages(rule: Rule, stack: PlannedResource[]): string[] {
  const { findings } = evaluate(stack, { rules: [rule], tier: "prod", waivers: [] });
  return findings.map(({ message }) => message);
}
