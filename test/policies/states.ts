import assert from "node:assert/strict";
import { evaluate } from "../../policies/evaluate";
import type { PlannedResource } from "../../policies/resource";
import type { Rule } from "../../policies/rule";

/** What a resource of a test has besides its inputs. */
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

/** A VPC origin and a distribution in front of a load balancer. */
export function cloudFrontBefore(loadBalancer: PlannedResource): PlannedResource[] {
  const origin = resource(
    "aws:cloudfront/vpcOrigin:VpcOrigin",
    { vpcOriginEndpointConfig: { name: "it" } },
    { from: { vpcOriginEndpointConfig: [loadBalancer] } },
  );
  const distribution = resource(
    "aws:cloudfront/distribution:Distribution",
    { origins: [{ originId: "it" }] },
    { from: { origins: [loadBalancer, origin] } },
  );
  return [origin, distribution];
}

/** Stacks that meet a rule, and stacks that violate it with the messages. */
export interface States {
  passes: PlannedResource[][];
  fails: [stack: PlannedResource[], ...messages: string[]][];
}

/** The unknown value of Pulumi's protocol. */
export const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const kind = "4dabf18193072939515e22adb298388d";

/** A secret in Pulumi's protocol. */
export function asSecret(value: unknown): object {
  return { [kind]: "1b47061264138c4ac30d75fd1eb44270", value };
}

/** An output in Pulumi's protocol. */
export function asOutput(value: unknown): object {
  return { [kind]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value, dependencies: [] };
}

/** Every form in which a value can't be read: unknown, hidden, encrypted, an asset, an archive, a resource, no data at all. */
export const unreadables: readonly unknown[] = [
  unknownMark,
  asSecret(unknownMark),
  { [kind]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", dependencies: [] },
  { [kind]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:…" },
  { [kind]: "c44067f5952c0a294b673a41bacd8c17", path: "./file" },
  { [kind]: "0def7320c3a5731c473e5ecbe6d01bc7", assets: {} },
  { [kind]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::logs" },
  "[unknown]",
  "[secret]",
  new Date(0),
];

function withInputs(one: PlannedResource, change: (value: unknown) => unknown): PlannedResource {
  const inputs = Object.entries(one.inputs).map(([name, value]) => [name, change(value)]);
  return { ...one, inputs: Object.fromEntries(inputs) };
}

/** Wraps each single value, also inside JSON documents. */
function eachLeaf(value: unknown, wrap: (leaf: unknown) => unknown): unknown {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    return JSON.stringify(eachLeaf(JSON.parse(value), wrap));
  }
  if (Array.isArray(value)) return value.map((item) => eachLeaf(item, wrap));
  if (typeof value !== "object" || value === null) return value === undefined ? undefined : wrap(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, eachLeaf(item, wrap)]));
}

/** Tests that each rule passes and fails with the given states, in every form of their values. */
export function testRules(topic: string, rules: readonly Rule[], states: Record<string, States>): void {
  describe(`policies: ${topic}`, () => {
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

      it(`${rule.id} reads secrets and outputs as it reads plain values`, () => {
        for (const [stack, ...expected] of [...passes.map((one): [PlannedResource[]] => [one]), ...fails]) {
          for (const wrap of [asSecret, asOutput, (value: unknown) => asOutput(asSecret(value))]) {
            const whole = stack.map((one) => withInputs(one, wrap));
            assert.deepEqual(messages(rule, whole), expected);
            const leaves = stack.map((one) => withInputs(one, (value) => eachLeaf(value, wrap)));
            assert.deepEqual(messages(rule, leaves), expected);
          }
        }
      });

      it(`${rule.id} reports nothing for unknown values, and accepts any form of input`, () => {
        for (const [stack] of fails) {
          const given = stack.filter(({ type }) => rule.types.includes(type));
          for (const one of given) {
            const others = stack.filter((other) => other !== one);
            // Without inputs, the violation is that something is missing.
            for (const unreadable of Object.keys(one.inputs).length > 0 ? unreadables : []) {
              assert.deepEqual(messages(rule, [withInputs(one, () => unreadable), ...others]), []);
            }
            for (const odd of [null, "", "{", 7, true, [], {}, [null], [[{}]], { a: [null] }]) {
              assert.doesNotThrow(() => messages(rule, [withInputs(one, () => odd), ...others]));
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
