import assert from "node:assert/strict";
import { PlayedStack, RecordedPlan } from "pulumi-offline-preview";

/** A stack that is taken down, and what of it the update changes that turns its protection off. */
export interface Teardown {
  /** The stack, in words. */
  title: string;
  /** Its plan: with `protection: false`, and as it is without. */
  planned: (changes: { protection?: false }) => Promise<RecordedPlan>;
  /** All properties that change with `protection: false`, by the kind of resource: "Bucket forceDestroy". */
  unprotects: readonly string[];
}

/** Parts of its resources after which the creation of a stack is interrupted. */
const interruptions = [0.1, 0.3, 0.5, 0.7, 0.9];

/** Holds that a protected stack can be taken down: `protection: false`, `up`, `destroy`. */
export function describeTeardown(teardowns: readonly Teardown[]): void {
  describe("the teardown of a stack", () => {
    for (const { title, planned, unprotects } of teardowns) {
      const plans = async () => [await planned({}), await planned({ protection: false })] as const;

      it(`${title} is refused while it is protected, and then takes an update of protections alone`, async () => {
        const [plan, unprotected] = await plans();
        const stack = new PlayedStack();
        assert.deepEqual(stack.up(plan).refusals, []);
        const refused = new Set(stack.destroy().refusals.map(({ error }) => error));
        assert.ok(refused.has("cannot be deleted because it is protected"));
        assert.equal(stack.resources.length, plan.resources.length);
        const { operations, refusals } = stack.up(unprotected);
        assert.deepEqual(refusals, []);
        assert.deepEqual([...new Set(operations.map(({ operation }) => operation))], ["update"]);
        const changes = operations.flatMap(({ type, properties }) =>
          properties.map((property) => `${type.slice(type.lastIndexOf(":") + 1)} ${property}`),
        );
        assert.deepEqual([...new Set(changes)].sort(), unprotects);
        assert.deepEqual(stack.destroy().refusals, []);
        assert.deepEqual(stack.resources, []);
      });

      it(`${title} completes after an interrupted creation, as does what was interrupted`, async () => {
        const [plan, unprotected] = await plans();
        for (const part of interruptions) {
          const count = Math.round(part * plan.resources.length);
          const stack = new PlayedStack();
          assert.deepEqual(stack.up(firstOf(plan, count)).refusals, []);
          assert.equal(stack.resources.length, count);
          assert.deepEqual(stack.copy().up(plan).refusals, [], `the rest after ${count}`);
          assert.deepEqual(stack.up(firstOf(unprotected, count)).refusals, []);
          assert.deepEqual(stack.destroy().refusals, [], `the destroy after ${count}`);
          assert.deepEqual(stack.resources, []);
        }
      });
    }
  });
}

type Resource = RecordedPlan["resources"][number];

/** What has to exist before a resource does, as URNs. */
export function neededBy({ parent, provider, dependencies }: Resource): string[] {
  const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
  return [parent, providerUrn, ...dependencies].filter((urn) => urn !== undefined);
}

/** The first resources that the engine creates: each after what it needs. */
function firstOf({ resources, labels }: RecordedPlan, count: number): RecordedPlan {
  const planned = new Set(resources.map(({ urn }) => urn));
  const created = new Set<Resource>();
  const urns = new Set<string>();
  while (created.size < count) {
    const next = resources.find(
      (resource) =>
        !created.has(resource) && neededBy(resource).every((urn) => urns.has(urn) || !planned.has(urn)),
    );
    if (next === undefined) break;
    created.add(next);
    urns.add(next.urn);
  }
  return new RecordedPlan([...created], {}, [], [], labels);
}
