import { z } from "zod";
import { allowedBy } from "./meta";
import type { Path } from "./path";
import { isPlainMap } from "./plain-map";
import { isRecord, knownKeys, schemaAt, schemaUnder, settingMeta, unwrap } from "./schema-tree";
import type { ValidationErrors } from "./validation-errors";
import { unknownKey } from "./words";

/**
 * Validates a value. Every error is added with its path and what is wrong then taken out, so that the rest can be
 * checked further; the result is therefore right only if no error was added.
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  errors: ValidationErrors,
  at: Path = [],
): z.output<Schema> {
  let rest = given;
  for (const path of prototypeKeys(schema, given)) {
    errors.add([...at, ...path], "has a name that can't be used: choose another.");
    rest = without(rest, path);
  }
  // Each round takes something out, so that there are never more rounds than levels.
  for (let round = 0; round < 20; round++) {
    const value = rest;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues.flatMap(specific)) {
      const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
      const full = [...at, ...path];
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) {
          errors.add([...full, key], unknownKey(key, knownKeys(schemaAt(schema, path) ?? schema)));
          rest = without(rest, [...path, key]);
        }
        continue;
      }
      const given = valueAt(value, path);
      if (given !== undefined || !errors.has(full)) {
        errors.add(full, messageFor(schema, path, issue.code, given, errors.format(full, given)));
      }
      rest = without(rest, given === undefined ? path.slice(0, -1) : path);
    }
  }
  throw new Error("An error in the settings could not be taken out.");
}

/** Names that JavaScript reads as something else; zod passes over them in maps with keys of one's own choice. */
function prototypeKeys(schema: z.core.$ZodType, value: unknown): string[][] {
  if (!isPlainMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const under = schemaUnder(schema, key);
    const inside = under ? prototypeKeys(under, item).map((path) => [key, ...path]) : [];
    return key === "__proto__" && isRecord(schema) ? [[key]] : inside;
  });
}

/** Of a value that may have several forms, the errors inside the form that was meant. */
function specific(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const meant = issue.errors.find((issues) =>
    issues.every((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"),
  );
  return meant
    ? meant.flatMap((inner) => specific({ ...inner, path: [...issue.path, ...inner.path] }))
    : [issue];
}

function messageFor(
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
  code: z.core.$ZodIssue["code"],
  given: unknown,
  formatted: string,
): string {
  if (code === "invalid_key") {
    const map = unwrap(schemaAt(schema, path.slice(0, -1)) ?? schema);
    const name = map instanceof z.ZodRecord ? allowedBy(map.def.keyType) : "another name";
    return `has a name that can't be used: it must be ${name}.`;
  }
  const at = schemaAt(schema, path) ?? schema;
  const { allowed = "something else", hint } = settingMeta(at);
  if (given === undefined) return `is missing: it must be ${allowed}.`;
  const advice = formatted === "[secret]" ? undefined : (hint?.(given) ?? adviceFor(at, given));
  return `is ${formatted}, but must be ${allowed}.${advice ? ` ${advice}` : ""}`;
}

function adviceFor(schema: z.core.$ZodType, given: unknown): string | undefined {
  if (given === null || given === "") return "Leave it out to take the default.";
  const isNumber = unwrap(schema) instanceof z.ZodNumber;
  return typeof given === "number" && !Number.isInteger(given) && !isNumber ? "Put it in quotes." : undefined;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[Number(key)];
    return isPlainMap(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }, value);
}

/** The value without what is at `path`; a list with an error in it goes as a whole. */
function without(value: unknown, path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined || Array.isArray(value)) return undefined;
  if (!isPlainMap(value)) return value;
  const entries = Object.entries(value).map(([name, item]): [string, unknown] =>
    name === String(key) ? [name, without(item, rest)] : [name, item],
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
