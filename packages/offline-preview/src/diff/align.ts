import { parseDocument } from "yaml";
import { type Comparable, canonical, isObject } from "./comparable";

/** Key of what a text holds that is a document, so that a difference in it has a path. */
export const documentKey = "\uE002document";

/** Begins the key of a member of a set. */
export const memberPrefix = "\uE003";

/** Begins a list that is compared as one value. */
const listPrefix = "\uE004";

type Pair = [before: Comparable, after: Comparable];
type Map = { [property: string]: Comparable };

/**
 * Both values in a form in which only what means something differs: documents in texts taken apart, items of lists by
 * their names, members of IAM's sets without an order.
 */
export function align(before: Comparable, after: Comparable): Pair {
  if (typeof before === "string" && typeof after === "string") return alignTexts(before, after);
  if (Array.isArray(before) && Array.isArray(after)) return alignLists(before, after);
  if (!isObject(before) || !isObject(after)) return [before, after];
  return isPolicy(before) && isPolicy(after) ? alignPolicies(before, after) : alignMaps(before, after);
}

/** A list that was compared as one value; anything else as it is. */
export function unpacked(value: Comparable): Comparable {
  if (typeof value === "string" && value.startsWith(listPrefix)) {
    return JSON.parse(value.slice(listPrefix.length)) as Comparable;
  }
  if (Array.isArray(value)) return value.map(unpacked);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpacked(inner)]));
}

function alignTexts(before: string, after: string): Pair {
  if (before === after) return [before, after];
  const [old, fresh] = [documentIn(before), documentIn(after)];
  if (old === undefined || fresh === undefined) return [before, after];
  const [alignedOld, alignedFresh] = align(old, fresh);
  return [{ [documentKey]: alignedOld }, { [documentKey]: alignedFresh }];
}

/** What a text says that is JSON, or YAML of several lines. */
function documentIn(text: string): Comparable | undefined {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text) as Comparable;
    } catch {
      return undefined;
    }
  }
  if (!/^\s*(-|[\w."'/-]+:)( |$)/m.test(text) || !text.includes("\n")) return undefined;
  const document = parseDocument(text, { logLevel: "silent" });
  const content = document.errors.length > 0 ? undefined : (document.toJS() as Comparable);
  return Array.isArray(content) || isObject(content) ? content : undefined;
}

function alignMaps(before: Map, after: Map, inside: (key: string) => typeof align = () => align): Pair {
  const [old, fresh]: [Map, Map] = [{ ...before }, { ...after }];
  for (const [key, value] of Object.entries(before)) {
    const other = after[key];
    if (other !== undefined) [old[key], fresh[key]] = inside(key)(value, other) as [Comparable, Comparable];
  }
  return [old, fresh];
}

function alignLists(before: Comparable[], after: Comparable[]): Pair {
  const identity = identityOf([...before, ...after]);
  if (identity !== undefined) {
    const byName = (list: Comparable[]) =>
      Object.fromEntries(list.map((item) => [`[${isObject(item) ? String(item[identity]) : ""}]`, item]));
    const [old, fresh] = [byName(before), byName(after)];
    if (Object.keys(old).length === before.length && Object.keys(fresh).length === after.length) {
      return alignMaps(old, fresh);
    }
  }
  if ([...before, ...after].some((item) => typeof item === "object" && item !== null)) {
    return alignMaps(...byPosition(before, after));
  }
  return [`${listPrefix}${JSON.stringify(before)}`, `${listPrefix}${JSON.stringify(after)}`];
}

/** The property that names the items of a list, where one does. */
function identityOf(items: Comparable[]): string | undefined {
  const names = ["name", "Name", "key", "containerPort", "port"];
  return names.find(
    (name) =>
      items.length > 0 &&
      items.every((item) => isObject(item) && ["string", "number"].includes(typeof item[name])),
  );
}

/** Items that are the same at the beginning and at the end of both lists face each other, the rest as it comes. */
function byPosition(before: Comparable[], after: Comparable[]): [Map, Map] {
  const shorter = Math.min(before.length, after.length);
  const same = (a: number, b: number) => canonical(before[a] ?? null) === canonical(after[b] ?? null);
  let head = 0;
  while (head < shorter && same(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && same(before.length - 1 - tail, after.length - 1 - tail)) tail++;
  const [longer, kept] = before.length > after.length ? [before, after] : [after, before];
  // What only one list has stands right before the common end, and is counted there.
  const place = (list: Comparable[]) =>
    Object.fromEntries(
      list.map((item, index) => {
        const fromEnd = list.length - index;
        return [`[${fromEnd <= tail ? longer.length - fromEnd : index}]`, item];
      }),
    );
  return before === longer ? [place(longer), place(kept)] : [place(kept), place(longer)];
}

/** IAM's policy language: see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html. */
function isPolicy(value: Map): boolean {
  const { Statement: statement } = value;
  return (Array.isArray(statement) || isObject(statement)) && listOf(statement).every(isObject);
}

function alignPolicies(before: Map, after: Map): Pair {
  const statements = (policy: Map) =>
    listOf(policy.Statement ?? [])
      .filter(isObject)
      .map(withSets);
  const [old, fresh] = pairStatements(statements(before), statements(after));
  const [alignedOld, alignedFresh] = alignMaps(
    { ...before, Statement: old },
    { ...after, Statement: fresh },
    (key) => (key === "Statement" ? (a, b) => [a, b] : align),
  );
  return [alignedOld, alignedFresh];
}

/** Statements have no order: the same Sid is the same statement, then equal ones, then the rest as it comes. */
function pairStatements(before: Map[], after: Map[]): [Map, Map] {
  const old: Map = {};
  const fresh: Map = {};
  const rest = [...before];
  const take = (matches: (candidate: Map) => boolean): Map | undefined => {
    const index = rest.findIndex(matches);
    return index < 0 ? undefined : rest.splice(index, 1)[0];
  };
  const left = after.filter((statement) => {
    const { Sid: sid } = statement;
    const found =
      take((candidate) => sid !== undefined && candidate.Sid === sid) ?? takeEqual(statement, take);
    if (found === undefined) return true;
    const key = `[${typeof sid === "string" ? sid : after.indexOf(statement)}]`;
    [old[key], fresh[key]] = [found, statement];
    return false;
  });
  for (const statement of left) {
    const { Sid: sid } = statement;
    const key = `[${typeof sid === "string" ? sid : after.indexOf(statement)}]`;
    fresh[key] = statement;
    const counterpart = sid === undefined ? take((candidate) => candidate.Sid === undefined) : undefined;
    if (counterpart !== undefined) old[key] = counterpart;
  }
  for (const statement of rest) {
    const { Sid: sid } = statement;
    old[`[${typeof sid === "string" ? sid : `former ${before.indexOf(statement)}`}]`] = statement;
  }
  return [old, fresh];
}

function takeEqual(statement: Map, take: (matches: (candidate: Map) => boolean) => Map | undefined) {
  const text = canonical(statement);
  return take((candidate) => canonical(candidate) === text);
}

/** One value and a list of one mean the same, and lists have no order. */
function withSets(statement: Map): Map {
  return Object.fromEntries(
    Object.entries(statement).map(([key, value]) => {
      if (/^(Not)?(Action|Resource)$/.test(key)) return [key, setOf(value)];
      if (/^(Not)?Principal$/.test(key) && isObject(value)) return [key, mapValues(value, setOf)];
      if (key === "Condition" && isObject(value)) {
        return [
          key,
          mapValues(value, (operator) => (isObject(operator) ? mapValues(operator, setOf) : operator)),
        ];
      }
      return [key, value];
    }),
  );
}

function setOf(value: Comparable): Comparable {
  const members = listOf(value);
  if (members.some((member) => typeof member === "object" && member !== null)) return value;
  return Object.fromEntries(members.map((member) => [`${memberPrefix}${String(member)}`, true]));
}

function mapValues(map: Map, change: (value: Comparable) => Comparable): Map {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function listOf(value: Comparable): Comparable[] {
  return Array.isArray(value) ? value : [value];
}
