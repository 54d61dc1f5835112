import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { allowedBy } from "./kinds";
import { isPlainMap, type Path, type Report } from "./report";

/** The schema without its "can be left out". */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.def.innerType) : schema;
}

/** The schema of what stands under `key` in a value of `schema`, if there can be such a key. */
export function schemaUnder(schema: z.core.$ZodType, key: string | number): z.core.$ZodType | undefined {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodObject) {
    return Object.hasOwn(bare.shape, key) ? bare.shape[key] : undefined;
  }
  if (bare instanceof z.ZodRecord) {
    return bare.def.valueType;
  }
  if (bare instanceof z.ZodArray) {
    return bare.def.element;
  }
  const map = mapAmong(bare);
  return map && schemaUnder(map, key);
}

/** Whether values of the schema have keys of the user's own choice. */
export function isRecord(schema: z.core.$ZodType): boolean {
  return unwrapped(schema) instanceof z.ZodRecord;
}

/** Whether values of the schema have keys. */
export function isMap(schema: z.core.$ZodType): boolean {
  const bare = unwrapped(schema);
  return bare instanceof z.ZodObject || bare instanceof z.ZodRecord || mapAmong(bare) !== undefined;
}

/** Whether a value may come from a secret key: if it can be secret itself, or holds something that can. */
export function maybeSecret(schema: z.core.$ZodType): boolean {
  const bare = unwrapped(schema);
  if (z.globalRegistry.get(bare)?.secretable === true) {
    return true;
  }
  if (bare instanceof z.ZodObject) {
    return Object.values(bare.shape).some((under) => maybeSecret(under));
  }
  return bare instanceof z.ZodRecord && maybeSecret(bare.def.valueType);
}

/** The schema of what stands at a path, if something can. */
export function schemaAt(
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((at, key) => at && schemaUnder(at, key), schema);
}

/**
 * Numbers, booleans, lists and maps from the strings that `pulumi new` and `pulumi config set` store ("256", "true",
 * "a,b", JSON text). What doesn't read as what is meant stays as it is, to be refused by the schema.
 */
export function fromStrings(schema: z.core.$ZodType, value: unknown): unknown {
  const bare = unwrapped(schema);
  const read = typeof value === "string" ? fromString(bare, value) : value;
  if (Array.isArray(read)) {
    return bare instanceof z.ZodArray ? read.map((item) => fromStrings(bare.def.element, item)) : read;
  }
  if (isPlainMap(read)) {
    return Object.fromEntries(
      Object.entries(read).map(([key, item]) => {
        const under = schemaUnder(bare, key);
        return [key, under ? fromStrings(under, item) : item];
      }),
    );
  }
  return read;
}

/**
 * Holds a value against its schema. Every mistake is reported by its path and then taken out, so that the rest can be
 * used to look for more; what is returned therefore counts only when nothing was reported.
 */
export function shaped<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  report: Report,
  at: Path = [],
): z.output<Schema> {
  let rest = given;
  for (const path of prototypeKeys(schema, given)) {
    report.refuse([...at, ...path], "has a name that can't be used: choose another.");
    rest = without(rest, path);
  }
  // Each round takes something out, so that there are never more rounds than levels.
  for (let round = 0; round < 20; round++) {
    const value = rest;
    const result = schema.safeParse(value);
    if (result.success) {
      return result.data;
    }
    for (const issue of result.error.issues.flatMap(specific)) {
      const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
      const full = [...at, ...path];
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) {
          report.refuse([...full, key], unknownKey(key, keysAt(schema, path)));
          rest = without(rest, [...path, key]);
        }
        continue;
      }
      const given = valueAt(value, path);
      if (given !== undefined || !report.refused(full)) {
        report.refuse(full, mistake(schema, path, issue.code, given, report.shown(full, given)));
      }
      rest = without(rest, given === undefined ? path.slice(0, -1) : path);
    }
  }
  throw new Error("A mistake in the settings could not be taken out.");
}

/** What a refusal says about a key that isn't known: the nearest right one and all of them. */
export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  const advice = near === undefined ? "" : ` Did you mean ${near}?`;
  return `is unknown.${advice} Known here: ${[...known].sort().join(", ")}.`;
}

function fromString(schema: z.core.$ZodType, value: string): unknown {
  const trimmed = value.trim();
  if (schema instanceof z.ZodNumber) {
    return /^[+-]?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : value;
  }
  if (schema instanceof z.ZodLiteral) {
    return schema.def.values.find((literal) => String(literal) === trimmed) ?? value;
  }
  if (schema instanceof z.ZodBoolean) {
    return trimmed === "true" ? true : trimmed === "false" ? false : value;
  }
  if (schema instanceof z.ZodArray) {
    if (trimmed.startsWith("[")) {
      return fromJson(trimmed, value);
    }
    return trimmed === "" ? [] : trimmed.split(",").map((item) => item.trim());
  }
  if (!isMap(schema)) {
    return value;
  }
  return trimmed === "" || trimmed === "null"
    ? null
    : trimmed.startsWith("{")
      ? fromJson(trimmed, value)
      : value;
}

/** What JSON text says, or something else where it is broken. */
export function fromJson(json: string, otherwise: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return otherwise;
  }
}

function mapAmong(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  return schema instanceof z.ZodUnion
    ? schema.def.options.find((option) => option instanceof z.ZodObject)
    : undefined;
}

/** Names that JavaScript reads as something else; zod passes over them in maps with keys of one's own choice. */
function prototypeKeys(schema: z.core.$ZodType, value: unknown): string[][] {
  if (!isPlainMap(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) => {
    const under = schemaUnder(schema, key);
    const inside = under ? prototypeKeys(under, item).map((path) => [key, ...path]) : [];
    return key === "__proto__" && isRecord(schema) ? [[key]] : inside;
  });
}

function advice(schema: z.core.$ZodType, given: unknown): string {
  if (given === null || given === "") {
    return " Leave it out to take the default.";
  }
  const number = unwrapped(schema) instanceof z.ZodNumber;
  return typeof given === "number" && !Number.isInteger(given) && !number ? " Put it in quotes." : "";
}

/** Of a value that may have several forms, the mistakes inside the form that was meant. */
function specific(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") {
    return [issue];
  }
  const meant = issue.errors.find((issues) =>
    issues.every((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"),
  );
  return meant ? meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) : [issue];
}

function mistake(
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
  code: z.core.$ZodIssue["code"],
  given: unknown,
  shown: string,
): string {
  if (code === "invalid_key") {
    const map = unwrapped(schemaAt(schema, path.slice(0, -1)) ?? schema);
    const name = map instanceof z.ZodRecord ? allowedBy(map.def.keyType) : "another name";
    return `has a name that can't be used: it must be ${name}.`;
  }
  const at = unwrapped(schemaAt(schema, path) ?? schema);
  const allowed = allowedBy(at);
  if (given === undefined) {
    return `is missing: it must be ${allowed}.`;
  }
  return `is ${shown}, but must be ${allowed}.${advice(at, given)}`;
}

function keysAt(schema: z.core.$ZodType, path: readonly (string | number)[]): string[] {
  const at = unwrapped(schemaAt(schema, path) ?? schema);
  const map = mapAmong(at) ?? at;
  return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) {
      return at[Number(key)];
    }
    return isPlainMap(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }, value);
}

/** The value without what stands at `path`; a list with a mistake in it goes as a whole. */
function without(value: unknown, path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined || Array.isArray(value)) {
    return undefined;
  }
  if (!isPlainMap(value)) {
    return value;
  }
  const entries = Object.entries(value).map(([name, item]): [string, unknown] =>
    name === String(key) ? [name, without(item, rest)] : [name, item],
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function nearest(key: string, known: readonly string[]): string | undefined {
  if (known.length === 0) {
    return undefined;
  }
  const longer = known.find((other) => key.length > 2 && other.toLowerCase().startsWith(key.toLowerCase()));
  const near = closest(
    key.toLowerCase(),
    known.map((other) => other.toLowerCase()),
  );
  const match = known.find((other) => other.toLowerCase() === near);
  const edits = distance(key.toLowerCase(), near);
  return edits <= Math.max(2, Math.floor(key.length / 3)) && edits < key.length ? match : longer;
}
