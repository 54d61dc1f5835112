import type { PlannedResource } from "../engine/plan";
import type { Match } from "./match";

/** Two resources of which one stands in the place of the other under another name. */
export interface RenamedPair {
  base: PlannedResource;
  head: PlannedResource;
  /** What the name of the whole was and is: "hello" and "hi" of hello-task and hi-task. */
  from: string;
  to: string;
}

/**
 * Pairs resources that only the base has with those that only the head has, where a component was renamed without an
 * alias: the one's children have the other's names but for that of the component.
 */
export function findRenames(matches: readonly Match[]): RenamedPair[] {
  const deleted = matches.flatMap(({ base, head }) => (base && !head ? [base] : []));
  const created = matches.flatMap(({ base, head }) => (head && !base ? [head] : []));
  if (deleted.length === 0 || created.length === 0) return [];
  const parents = new Map(
    matches.flatMap(({ base, head }) => (base && head ? [[base.urn, head.urn] as const] : [])),
  );
  const pairs = new Map<string, RenamedPair>();
  const taken = new Set<string>();
  const add = ({ base, head, from, to }: RenamedPair) => {
    const pair = { base, head, from, to };
    pairs.set(pair.base.urn, pair);
    parents.set(pair.base.urn, pair.head.urn);
    taken.add(pair.head.urn);
  };
  const isBelow = ({ base, head }: RenamedPair) =>
    (parents.get(base.parent ?? "") ?? base.parent) === head.parent;
  const names = new Names();
  let candidates = renamedComponents(deleted, created);
  // Parents first, so that children are looked for below the right one.
  for (let found = candidates.filter(isBelow); found.length > 0; found = candidates.filter(isBelow)) {
    candidates = candidates.filter((candidate) => !found.includes(candidate));
    for (const pair of heaviestFirst(found)) {
      if (!pairs.has(pair.base.urn) && !taken.has(pair.head.urn) && names.take(pair)) add(pair);
    }
  }
  const renames = new Map([...pairs.values()].map(({ from, to }) => [`${from} ${to}`, { from, to }]));
  const rest = deleted.filter(({ urn }) => !pairs.has(urn)).sort((a, b) => a.urn.length - b.urn.length);
  for (const base of rest) {
    for (const { from, to } of renames.values()) {
      const head = created.find(
        (candidate) =>
          !taken.has(candidate.urn) &&
          candidate.type === base.type &&
          candidate.name === renamed(base.name, from, to) &&
          (parents.get(base.parent ?? "") ?? base.parent) === candidate.parent,
      );
      if (head === undefined) continue;
      add({ base, head, from, to });
      break;
    }
  }
  const paired = ({ urn }: PlannedResource) => pairs.has(urn) || taken.has(urn);
  for (const pair of alikeByEnding(deleted, created, { parents, paired })) add(pair);
  return [...pairs.values()];
}

/** Names of which each stands in the place of one other. */
class Names {
  readonly #heads = new Map<string, string>();
  readonly #bases = new Map<string, string>();

  /** Takes a pair of names, unless either stands with another one. */
  take({ from, to }: RenamedPair): boolean {
    if ((this.#heads.get(from) ?? to) !== to || (this.#bases.get(to) ?? from) !== from) return false;
    this.#heads.set(from, to);
    this.#bases.set(to, from);
    return true;
  }
}

/** A pair, and how many children speak for it. */
interface Candidate extends RenamedPair {
  alike: number;
}

/** Those first whose names have most children in common, over all types of components. */
function heaviestFirst(candidates: readonly Candidate[]): Candidate[] {
  const weight = ({ from, to }: Candidate) =>
    candidates.reduce((sum, other) => sum + (other.from === from && other.to === to ? other.alike : 0), 0);
  return [...candidates].sort((one, other) => weight(other) - weight(one));
}

/**
 * Children of paired components whose names aren't those of the components, such as of a name that was too long: the only ones of
 * their type, there and here, whose names end with the same word.
 */
function alikeByEnding(
  deleted: readonly PlannedResource[],
  created: readonly PlannedResource[],
  {
    parents,
    paired,
  }: { parents: ReadonlyMap<string, string>; paired: (resource: PlannedResource) => boolean },
): RenamedPair[] {
  const groups = new Map<string, { bases: PlannedResource[]; heads: PlannedResource[] }>();
  const groupOf = ({ type, name }: PlannedResource, parent: string | undefined) => {
    const key = `${parent} ${type} ${name.slice(name.lastIndexOf("-"))}`;
    const group = groups.get(key) ?? { bases: [], heads: [] };
    groups.set(key, group);
    return group;
  };
  const isChild = (resource: PlannedResource) =>
    resource.custom && resource.name.includes("-") && !paired(resource);
  for (const base of deleted.filter(isChild)) {
    const parent = parents.get(base.parent ?? "");
    if (parent !== undefined) groupOf(base, parent).bases.push(base);
  }
  for (const head of created.filter(isChild)) groupOf(head, head.parent).heads.push(head);
  return [...groups.values()].flatMap(({ bases: [base, otherBase], heads: [head, otherHead] }) =>
    base && head && !otherBase && !otherHead ? [{ base, head, from: base.name, to: head.name }] : [],
  );
}

/** Components of a type whose children have the same names but for that of the component. */
function renamedComponents(
  deleted: readonly PlannedResource[],
  created: readonly PlannedResource[],
): Candidate[] {
  const components = (resources: readonly PlannedResource[]) =>
    resources.filter(({ custom, remote }) => !custom && !remote);
  return components(deleted).flatMap((base) => {
    const children = childrenOf(base, deleted);
    return components(created).flatMap((head) => {
      if (head.type !== base.type || head.name === base.name) return [];
      const names = new Set(childrenOf(head, created).map(({ type, name }) => `${type} ${name}`));
      const alike = children.filter(({ type, name }) =>
        names.has(`${type} ${renamed(name, base.name, head.name)}`),
      );
      const isAlike = alike.length > 0 && 2 * alike.length >= Math.max(children.length, names.size);
      return isAlike ? [{ base, head, from: base.name, to: head.name, alike: alike.length }] : [];
    });
  });
}

function childrenOf({ urn }: PlannedResource, resources: readonly PlannedResource[]): PlannedResource[] {
  return resources.filter(({ parent }) => parent === urn);
}

/** `text` with the one name in place of the other, where it stands as a word of its own. */
export function renamed(text: string, from: string, to: string): string {
  const name = from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, "g"), () => to);
}
