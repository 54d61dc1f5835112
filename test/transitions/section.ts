import assert from "node:assert/strict";
import { PlayedStack, type PlayedUpdate, type RecordedPlan } from "pulumi-offline-preview";
import { type SectionName, settingsSchema } from "../../settings/sections";
import { changedLeaves, leaves } from "./setting-paths";
import { completed, isPossible, planned, type StackSettings } from "./stack";

/** What an update to other settings does. */
export interface Effects {
  /** Operations that have to be among those of the update, by the kind of resource: "TaskDefinition new revision". */
  does?: readonly string[];
  /** Operations that must not be among them. */
  not?: readonly string[];
  /** All that is missing for a while, and all data that is lost: "Repository: its images", "Deployment: deleted first". */
  costs?: readonly string[];
  /** All that is refused, as often as it is tried: "delete Repository: RepositoryNotEmptyException". */
  refused?: readonly string[];
  /**
   * Stacks to deploy on the way, as the refusal advises, so that the target, which isn't named here, can be deployed at last.
   * Absent where AWS allows no way at all, so that the stack has to stay as it was.
   */
  way?: readonly StackSettings[];
}

/** A change of a stack's settings. */
export interface Transition {
  /** What changes, in words. */
  title: string;
  /** What of the settings isn't the default before. */
  from: StackSettings;
  /** What of them isn't the default afterwards. */
  to: StackSettings;
  /** What the way there does. */
  there: Effects;
  /** What the way back does; default: what the way there does. */
  back?: Effects;
}

/** Plays the changes of one section's settings, there and back, and holds that each of the section's keys is in one. */
export function describeTransitions(section: SectionName, transitions: readonly Transition[]): void {
  describe(`changes of a deployed stack's ${section}`, () => {
    for (const { title, from, to, there, back = there } of transitions) {
      const way = [...(there.way ?? []), ...(back.way ?? [])];
      if (![from, to, ...way].every(isPossible)) continue;
      it(`${title}, there`, () => change(from, to, there));
      it(`${title}, back`, () => change(to, from, back));
    }

    it("has a row for every key", () => {
      const schema = settingsSchema.shape[section];
      const changed = new Set(
        transitions.flatMap(({ from, to }) =>
          changedLeaves(schema, completed(from)[section], completed(to)[section]),
        ),
      );
      const without = leaves(schema).filter((key) => !changed.has(key));
      assert.deepEqual(without, [], `test/transitions has no change of these keys of ${section}`);
    });
  });
}

async function change(from: StackSettings, to: StackSettings, expected: Effects): Promise<void> {
  const stack = await created(from);
  const update = stack.up(await planned(to));
  const { does = [], not = [], costs = [], refused = [], way } = expected;
  const operations = operationsOf(update);
  assert.deepEqual(
    {
      does: does.filter((each) => operations.includes(each)),
      not: not.filter((each) => !operations.includes(each)),
      costs: costsOf(update),
      refused: refusalsOf(update),
    },
    { does, not, costs, refused },
    `what happens: ${operations.join(", ")}`,
  );
  if (refused.length === 0) {
    assert.deepEqual(stack.up(await planned(to)), { operations: [], refusals: [] }, "it isn't finished");
    return;
  }
  assert.deepEqual(refusalsOf(stack.up(await planned(to))), refused, "the second update isn't refused alike");
  for (const each of way === undefined ? [from] : [...way, to]) {
    assert.deepEqual(refusalsOf(stack.up(await planned(each))), [], "what the refusal advises is refused");
  }
}

const stacks = new Map<RecordedPlan, PlayedStack>();

/** A stack with these settings; each is created once, since many changes begin with the same. */
async function created(settings: StackSettings): Promise<PlayedStack> {
  const plan = await planned(settings);
  const known = stacks.get(plan);
  if (known !== undefined) return known.copy();
  const stack = new PlayedStack();
  assert.deepEqual(refusalsOf(stack.up(plan)), [], "the stack can't be created");
  stacks.set(plan, stack);
  return stack.copy();
}

/** "TaskDefinition new revision", each once. */
function operationsOf({ operations }: PlayedUpdate): string[] {
  return sorted(operations.map(({ type, operation }) => `${kindOf(type)} ${operation}`));
}

function costsOf({ operations }: PlayedUpdate): string[] {
  return sorted(
    operations.flatMap(({ type, lost, deletedFirst }) => {
      const cost = lost ?? (deletedFirst && isMissed(type) ? "deleted first" : undefined);
      return cost === undefined ? [] : [`${kindOf(type)}: ${cost}`];
    }),
  );
}

/** Whether it matters that something is missing for a moment. */
function isMissed(type: string): boolean {
  return type !== "aws:ecr/lifecyclePolicy:LifecyclePolicy";
}

function refusalsOf({ refusals }: PlayedUpdate): string[] {
  return sorted(
    refusals.map(({ step, urn, error }) => `${step} ${kindOf(urn.split("::")[2] ?? "")}: ${error}`),
  );
}

/** "Vpc" of the type awsx:ec2:Vpc, and of its place in a URN. */
function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
