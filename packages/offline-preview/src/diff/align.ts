import { parseDocument } from "yaml";
import { type Comparable, canonical, isObject, jsonDocument } from "./comparable";

/** Key of what a text holds that is a document, so that a difference in it has a path. */
export const documentKey = "\uE002document";

/** Begins the key of a member of a set. */
export const memberPrefix = "\uE003";

/** Begins a list that is compared as one value. */
const listPrefix = "\uE004";

type Pair = [base: Comparable, head: Comparable];
type Map = { [property: string]: Comparable };

/**
 * Both values in a form in which only what means something differs: documents in texts taken apart, items of lists by
 * their names, members of IAM's sets without an order.
 */
export function align(base: Comparable, head: Comparable): Pair {
  if (typeof base === "string" && typeof head === "string") return alignTexts(base, head);
  if (Array.isArray(base) && Array.isArray(head)) return alignLists(base, head);
  if (!isObject(base) || !isObject(head)) return [base, head];
  return isPolicy(base) && isPolicy(head) ? alignPolicies(base, head) : alignMaps(base, head);
}

/** A list that was compared as one value; anything else as it is. */
export function unpacked(value: Comparable): Comparable {
  if (typeof value === "string" && value.startsWith(listPrefix)) {
    return JSON.parse(value.slice(listPrefix.length));
  }
  if (Array.isArray(value)) return value.map(unpacked);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpacked(inner)]));
}

function alignTexts(base: string, head: string): Pair {
  if (base === head) return [base, head];
  const [pairedBase, pairedHead] = [documentIn(base), documentIn(head)];
  if (pairedBase === undefined || pairedHead === undefined) return [base, head];
  const [alignedBase, alignedHead] = align(pairedBase, pairedHead);
  return [{ [documentKey]: alignedBase }, { [documentKey]: alignedHead }];
}

/** What a text says that is JSON, or YAML of several lines. */
function documentIn(text: string): Comparable | undefined {
  if (/^\s*[[{]/.test(text)) return jsonDocument(text);
  if (!/^[ \t]*(-|[\w."'/-]+:)( |$)/m.test(text) || !text.includes("\n")) return undefined;
  const document = parseDocument(text, { logLevel: "silent" });
  const content: Comparable | undefined = document.errors.length > 0 ? undefined : document.toJS();
  return Array.isArray(content) || isObject(content) ? content : undefined;
}

function alignMaps(base: Map, head: Map, inside: (key: string) => typeof align = () => align): Pair {
  const [pairedBase, pairedHead]: [Map, Map] = [{ ...base }, { ...head }];
  for (const [key, value] of Object.entries(base)) {
    const other = head[key];
    if (other !== undefined) [pairedBase[key], pairedHead[key]] = inside(key)(value, other);
  }
  return [pairedBase, pairedHead];
}

function alignLists(base: Comparable[], head: Comparable[]): Pair {
  const identity = identityOf([...base, ...head]);
  if (identity !== undefined) {
    const byName = (list: Comparable[]) =>
      Object.fromEntries(list.map((item) => [`[${isObject(item) ? String(item[identity]) : ""}]`, item]));
    const [pairedBase, pairedHead] = [byName(base), byName(head)];
    if (Object.keys(pairedBase).length === base.length && Object.keys(pairedHead).length === head.length) {
      return alignMaps(pairedBase, pairedHead);
    }
  }
  if ([...base, ...head].some((item) => typeof item === "object" && item !== null)) {
    return alignMaps(...byPosition(base, head));
  }
  return [`${listPrefix}${JSON.stringify(base)}`, `${listPrefix}${JSON.stringify(head)}`];
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

/** Pairs the items that both lists begin and end with; the others by position. */
function byPosition(base: Comparable[], head: Comparable[]): [Map, Map] {
  const shorter = Math.min(base.length, head.length);
  const same = (a: number, b: number) => canonical(base[a] ?? null) === canonical(head[b] ?? null);
  let prefix = 0;
  while (prefix < shorter && same(prefix, prefix)) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && same(base.length - 1 - suffix, head.length - 1 - suffix)) suffix++;
  const [longer, kept] = base.length > head.length ? [base, head] : [head, base];
  // What only one list has stands right before the common end, and is counted there.
  const place = (list: Comparable[]) =>
    Object.fromEntries(
      list.map((item, index) => {
        const fromEnd = list.length - index;
        return [`[${fromEnd <= suffix ? longer.length - fromEnd : index}]`, item];
      }),
    );
  return base === longer ? [place(longer), place(kept)] : [place(kept), place(longer)];
}

/** IAM's policy language: see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html. */
function isPolicy(value: Map): boolean {
  const { Statement: statement } = value;
  return (Array.isArray(statement) || isObject(statement)) && listOf(statement).every(isObject);
}

function alignPolicies(base: Map, head: Map): Pair {
  const statements = (policy: Map) =>
    listOf(policy.Statement ?? [])
      .filter(isObject)
      .map(withSets);
  const [pairedBase, pairedHead] = pairStatements(statements(base), statements(head));
  const [alignedBase, alignedHead] = alignMaps(
    { ...base, Statement: pairedBase },
    { ...head, Statement: pairedHead },
    (key) => (key === "Statement" ? (a, b) => [a, b] : align),
  );
  return [alignedBase, alignedHead];
}

/** Statements have no order: they are paired by Sid, then where they are equal, then by position. */
function pairStatements(base: Map[], head: Map[]): [Map, Map] {
  const pairedBase: Map = {};
  const pairedHead: Map = {};
  const rest = [...base];
  const take = (matches: (candidate: Map) => boolean): Map | undefined => {
    const index = rest.findIndex(matches);
    return index < 0 ? undefined : rest.splice(index, 1)[0];
  };
  const left = head.filter((statement) => {
    const { Sid: sid } = statement;
    const found =
      take((candidate) => sid !== undefined && candidate.Sid === sid) ?? takeEqual(statement, take);
    if (found === undefined) return true;
    const key = `[${typeof sid === "string" ? sid : head.indexOf(statement)}]`;
    [pairedBase[key], pairedHead[key]] = [found, statement];
    return false;
  });
  for (const statement of left) {
    const { Sid: sid } = statement;
    const key = `[${typeof sid === "string" ? sid : head.indexOf(statement)}]`;
    pairedHead[key] = statement;
    const counterpart = sid === undefined ? take((candidate) => candidate.Sid === undefined) : undefined;
    if (counterpart !== undefined) pairedBase[key] = counterpart;
  }
  for (const statement of rest) {
    const { Sid: sid } = statement;
    pairedBase[`[${typeof sid === "string" ? sid : `base ${base.indexOf(statement)}`}]`] = statement;
  }
  return [pairedBase, pairedHead];
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
