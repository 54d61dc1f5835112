/** A value that isn't known before `pulumi up`, or that a plan hides. */
export const unknown = Symbol("unknown");

/** A value of a plan: plain data with unknown parts. */
export type Value = null | undefined | boolean | number | string | typeof unknown | Value[] | Properties;

/** An object. */
export interface Properties {
  [name: string]: Value;
}

/** The marks of Pulumi's protocol: see sdk/go/common/resource/sig and properties.go of pulumi/pulumi. */
const kindKey = "4dabf18193072939515e22adb298388d";
const secretKind = "1b47061264138c4ac30d75fd1eb44270";
const outputKind = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Unknown values by type, and what JSON plans have in place of unknown and hidden values. */
const unreadable = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "[unknown]",
  "[secret]",
]);

/**
 * Takes a value out of Pulumi's protocol. Secrets and outputs are opened. Unknown values, assets and references to resources
 * are `unknown`, and so are instances of classes.
 */
export function readable(value: unknown): Value {
  if (value === unknown) return unknown;
  if (typeof value === "string") return unreadable.has(value) ? unknown : value;
  if (value === null || value === undefined || typeof value === "boolean" || typeof value === "number") {
    return value;
  }
  if (Array.isArray(value)) return value.map(readable);
  if (!isPlainObject(value)) return unknown;
  if (kindKey in value) return readableMarked(value);
  return readableProperties(value);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Takes an object out of Pulumi's protocol. */
export function readableProperties(properties: Record<string, unknown>): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, readable(value)]));
}

function readableMarked(marked: Record<string, unknown>): Value {
  const kind = marked[kindKey];
  if ((kind !== secretKind && kind !== outputKind) || !("value" in marked)) {
    return typeof marked.plaintext === "string" ? json(marked.plaintext) : unknown;
  }
  return readable(marked.value);
}

/** Whether `value` is an object. */
export function isProperties(value: Value): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The value at a path such as `vpcConfig.publicAccessCidrs`: undefined where there is none, unknown where a part of the path
 * is unknown. For a list, its first item counts, because providers write a single block either way.
 */
export function at(value: Value, path: string): Value {
  let current = value;
  for (const name of path.split(".")) {
    const block = Array.isArray(current) ? current[0] : current;
    if (block === unknown) return unknown;
    if (!isProperties(block) || !Object.hasOwn(block, name)) return undefined;
    current = block[name];
  }
  return current === null ? undefined : current;
}

/** Whether the value at `path` is known, and not `expected`; the strings "true" and "false" count as booleans. */
export function differs(value: Value, path: string, expected: boolean | number | string): boolean {
  const found = at(value, path);
  return found !== unknown && String(found) !== String(expected);
}

/** Whether the value at `path` is known to be missing. */
export function isMissing(value: Value, path: string): boolean {
  return at(value, path) === undefined;
}

/** The items of a list, or the single value in place of a list. Unknown and missing lists have none. */
export function items(value: Value): Value[] {
  if (value === undefined || value === null || value === unknown) return [];
  return Array.isArray(value) ? value : [value];
}

/** The items that are strings. */
export function texts(value: Value): string[] {
  return items(value).filter((item) => typeof item === "string");
}

/** The items that are objects. */
export function blocks(value: Value): Properties[] {
  return items(value).filter(isProperties);
}

/** A number, also one written as a string. */
export function number(value: Value): number | undefined {
  const text = typeof value === "string" ? value.trim() : value;
  const parsed = typeof text === "number" || (typeof text === "string" && text !== "") ? Number(text) : NaN;
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** The value of a JSON document; unknown if it isn't JSON. */
export function json(value: Value): Value {
  if (typeof value !== "string") return value;
  try {
    return readable(JSON.parse(value));
  } catch {
    return unknown;
  }
}

/** Whether any part of the value is unknown. */
export function hasUnknown(value: Value): boolean {
  if (value === unknown) return true;
  if (typeof value === "string") return /^\s*[[{]/.test(value) && json(value) === unknown;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isProperties(value) && Object.values(value).some(hasUnknown);
}
