import type { PlannedResource } from "../engine/plan";
import { stackType } from "../engine/urn";
import type { ServiceReader } from "../preview-config";
import { play } from "../transition/play";
import type { Step } from "../transition/step";
import type { Difference, Side } from "./change";
import { Comparison } from "./comparison";
import { withConsequences } from "./consequences";
import { isDefaultProvider, isMadeByPlugin } from "./engine-plan";
import { match } from "./match";
import { findRenames } from "./renames";
import { Documentation } from "./replacement";
import { serviceChanges } from "./services";
import { stepsOf } from "./steps";
import { notesAbout, warningsAbout } from "./warnings";

/** Where to look for what the plans themselves don't say. */
export interface CompareOptions {
  /** Where the SDKs are installed, whose comments say what replaces. */
  directory: string;
  /** Names the services of a plan. Default: none, so that changes are told of each component. */
  services?: ServiceReader;
}

/** What `head` changes in `base`. */
export function compare(base: Side, head: Side, options: CompareOptions): Difference {
  return compareInSteps(base, head, options).difference;
}

/** What `head` changes in `base`, with the steps of the engine; none where the engine itself made the base. */
export function compareInSteps(
  base: Side,
  head: Side,
  { directory, services }: CompareOptions,
): { difference: Difference; steps: Step[] } {
  const matches = match(
    base.plan.resources.filter((resource) => isCompared(resource, base, head)),
    head.plan.resources.filter(({ type }) => type !== stackType),
  );
  const documentation = Documentation.in(directory);
  const comparison = new Comparison(base, head, matches, documentation);
  const own = matches.flatMap((each) => comparison.resource(each));
  const { baseReading, headReading } = comparison;
  const changes = withConsequences(own, head.plan.resources, headReading, documentation);
  const pairs = findRenames(matches);
  const shortened = pairs.filter(({ base, from }) => base.custom && base.name === from);
  const renames = pairs.map((pair) => comparison.rename(pair, shortened));
  const images = [...comparison.images];
  const changed = changes.filter(({ head }) => head !== undefined).length;
  const steps = base.fromEngine ? [] : stepsOf({ matches, changes, baseReading, headReading });
  const isNew = base.plan.resources.every(({ type }) => type === stackType);
  const difference = {
    against: base.title,
    changes,
    renames,
    images,
    outputs: base.fromEngine ? [] : comparison.outputs(),
    services: serviceChanges({ base, head, baseReading, headReading, changes, renames, services }),
    unchanged: matches.filter(({ head }) => head !== undefined).length - changed,
    warnings: warningsAbout(changes),
    refusals: isNew ? [] : play(steps),
    notes: [...base.notes, ...comparison.notes(), ...notesAbout(changes)],
  };
  return { difference, steps };
}

/** The URN in the head of each resource that has another one in the base. */
export function movedUrns({
  changes,
  renames,
}: Pick<Difference, "changes" | "renames">): Map<string, string> {
  return new Map([
    ...changes.flatMap(({ urn, baseUrn }) => (baseUrn === undefined ? [] : [[baseUrn, urn] as const])),
    ...renames.map(({ base, head }) => [base.urn, head.urn] as const),
  ]);
}

function isCompared(resource: PlannedResource, { fromEngine, plan }: Side, head: Side): boolean {
  if (resource.type === stackType) return false;
  if (!fromEngine) return true;
  return !isDefaultProvider(resource) && !isMadeByPlugin(resource, plan, head.plan);
}
