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
  before?: Comparable;
  /** Absent where there is nothing any more. */
  after?: Comparable;
  /** Whether a secret changed into another one, of which nothing can be shown. */
  secret: boolean;
}

/** What differs between two values that have the same meaning, property by property. */
export function propertyChanges(before: Comparable, after: Comparable): PropertyChange[] {
  const [old, fresh] = align({ "": before }, { "": after });
  if (!isObject(old) || !isObject(fresh)) return [];
  const found = diff(old, fresh).flatMap((difference) => {
    const sides: { before?: Comparable; after?: Comparable } = {};
    if (difference.type !== "CREATE") sides.before = difference.oldValue as Comparable;
    if (difference.type !== "REMOVE") sides.after = difference.value as Comparable;
    return [change(difference.path.slice(1).map(String), sides)];
  });
  return mergeMembers(found.filter(isReal)).map(({ before, after, ...rest }) => ({
    ...rest,
    ...(before === undefined ? {} : { before: readable(before) }),
    ...(after === undefined ? {} : { after: readable(after) }),
  }));
}

function change(path: string[], sides: { before?: Comparable; after?: Comparable }): PropertyChange {
  const last = path.at(-1) ?? "";
  const isMember = last.startsWith(memberPrefix);
  const shown = isMember ? path.slice(0, -1) : path;
  const member = last.slice(memberPrefix.length);
  const values = isMember
    ? { ...("before" in sides ? { before: member } : {}), ...("after" in sides ? { after: member } : {}) }
    : sides;
  const document = shown.indexOf(documentKey);
  return {
    path: pathOf(shown.filter((key) => key !== documentKey)),
    keys: document < 0 ? shown : shown.slice(0, document),
    inDocument: document >= 0,
    ...values,
    secret: isSecretMark(values.before) && isSecretMark(values.after),
  };
}

/** Nothing changes where lists say the same, and nobody can say it where a saved plan has only "[secret]". */
function isReal({ before, after }: PropertyChange): boolean {
  if (isSecretMark(before) && isSecretMark(after) && (before === unreadSecret || after === unreadSecret)) {
    return false;
  }
  return before === undefined || after === undefined || canonical(before) !== canonical(after);
}

/** A member of a set that goes and one that comes are one change. */
function mergeMembers(changes: PropertyChange[]): PropertyChange[] {
  const merged: PropertyChange[] = [];
  for (const path of new Set(changes.map((each) => each.path))) {
    const here = changes.filter((each) => each.path === path);
    const [gone, come] = [
      here.filter((each) => !("after" in each)),
      here.filter((each) => !("before" in each)),
    ];
    const [oldest, newest] = [gone[0], come[0]];
    if (here.length === 2 && oldest !== undefined && newest !== undefined) {
      merged.push({ ...newest, before: oldest.before });
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

/** As property paths are written everywhere in Pulumi; items of lists by their names. */
function pathOf(keys: string[]): string {
  return keys.reduce((path, key) => {
    if (key.startsWith("[")) return `${path}${key}`;
    if (!/^(\(\w+\)|[A-Za-z_$][\w$]*)$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
    return path === "" ? key : `${path}.${key}`;
  }, "");
}
