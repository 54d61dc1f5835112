import diff from "microdiff";
import { align, documentKey, memberPrefix, unpacked } from "./align";
import { type Comparable, canonical, inWords, isObject, isSecretMark, unreadSecret } from "./comparable";

/** One property that differs. */
export interface PropertyChange {
  /** Where: `containerDefinitions[hello].memory`; documents are entered as if they were part of the inputs. */
  path: string;
  /** The keys that lead there in the inputs, without what is inside of a document. */
  keys: string[];
  /** Whether the place is inside of a document that a text holds. */
  inDocument: boolean;
  /** Absent where there was nothing. */
  base?: Comparable;
  /** Absent where there is nothing any more. */
  head?: Comparable;
  /** Whether a secret changed into another one, of which nothing can be shown. */
  secret: boolean;
}

/** What differs between two values that have the same meaning, property by property. */
export function propertyChanges(base: Comparable, head: Comparable): PropertyChange[] {
  // Most resources of two plans are the same: nothing of them has to be taken apart.
  if (JSON.stringify(base) === JSON.stringify(head)) return [];
  const [alignedBase, alignedHead] = align({ "": base }, { "": head });
  if (!isObject(alignedBase) || !isObject(alignedHead)) return [];
  const found = diff(alignedBase, alignedHead).flatMap((difference) => {
    const sides: { base?: Comparable; head?: Comparable } = {};
    if (difference.type !== "CREATE") sides.base = difference.oldValue;
    if (difference.type !== "REMOVE") sides.head = difference.value;
    return [change(difference.path.slice(1).map(String), sides)];
  });
  return mergeMembers(found.filter(isReal)).map(({ base, head, ...rest }) => ({
    ...rest,
    ...(base === undefined ? {} : { base: readable(base) }),
    ...(head === undefined ? {} : { head: readable(head) }),
  }));
}

function change(path: string[], sides: { base?: Comparable; head?: Comparable }): PropertyChange {
  const last = path.at(-1) ?? "";
  const isMember = last.startsWith(memberPrefix);
  const shown = isMember ? path.slice(0, -1) : path;
  const member = last.slice(memberPrefix.length);
  const values = isMember
    ? { ...("base" in sides ? { base: member } : {}), ...("head" in sides ? { head: member } : {}) }
    : sides;
  const document = shown.indexOf(documentKey);
  return {
    path: pathOf(shown.filter((key) => key !== documentKey)),
    keys: document < 0 ? shown : shown.slice(0, document),
    inDocument: document >= 0,
    ...values,
    secret: isSecretMark(values.base) && isSecretMark(values.head),
  };
}

/** No change are equal lists, and what a saved plan has as "[secret]" alone: nobody can compare it. */
function isReal({ base, head }: PropertyChange): boolean {
  if (base === undefined || head === undefined) return true;
  if (base === unreadSecret || head === unreadSecret) return false;
  return canonical(base) !== canonical(head);
}

/** A member of a set that goes and one that comes are one change. */
function mergeMembers(changes: PropertyChange[]): PropertyChange[] {
  const merged: PropertyChange[] = [];
  for (const path of new Set(changes.map((each) => each.path))) {
    const here = changes.filter((each) => each.path === path);
    const [removals, additions] = [
      here.filter((each) => !("head" in each)),
      here.filter((each) => !("base" in each)),
    ];
    const [removed, added] = [removals[0], additions[0]];
    if (here.length === 2 && removed !== undefined && added !== undefined) {
      merged.push({ ...added, base: removed.base });
    } else merged.push(...here);
  }
  return merged;
}

function readable(value: Comparable): Comparable {
  return inWords(unpacked(withoutSets(value)));
}

/** Statements that only one side has are shown as lists again. */
function withoutSets(value: Comparable): Comparable {
  if (!isObject(value)) return Array.isArray(value) ? value.map(withoutSets) : value;
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => key.startsWith(memberPrefix))) {
    return keys.map((key) => key.slice(memberPrefix.length));
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSets(inner)]));
}

/** A key of a list that is named by a secret. */
function readableKey(key: string): string {
  const name = key.slice(1, -1);
  return isSecretMark(name) ? "[[secret]]" : key;
}

/** As property paths are written everywhere in Pulumi; items of lists by their names. */
function pathOf(keys: string[]): string {
  return keys.reduce((path, key) => {
    if (key.startsWith("[")) return `${path}${readableKey(key)}`;
    if (!/^(\(\w+\)|[A-Za-z_$][\w$]*)$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
    return path === "" ? key : `${path}.${key}`;
  }, "");
}
