import { z } from "zod";

/**
 * The kinds of value that a setting can have. Each is a zod schema that carries two texts: what the setting means
 * (`description`, for the README and the JSON Schema) and which values are right (`allowed`, for refusals).
 */

/** A whole number, also as the string that `pulumi config set` stores. */
export function wholeNumber(min: number, max: number, description: string) {
  return z
    .int()
    .min(min)
    .max(max)
    .meta({ description, allowed: `a whole number from ${min} to ${max}` });
}

/** true or false, also as a string. */
export function flag(description: string) {
  return z.boolean().meta({ description, allowed: "true or false" });
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(
  words: Words,
  description: string,
) {
  return z.enum(words).meta({ description, allowed: oneOf(words) });
}

/** A string of a certain form; `allowed` says which. */
export function text(pattern: RegExp, allowed: string, description: string) {
  return z.string().regex(pattern).meta({ description, allowed });
}

/** A string that people also write as a whole number, true or false; always read as the string. */
export function textOrNumber(pattern: RegExp, allowed: string, description: string) {
  const string = z.string().regex(pattern);
  return z.union([string, z.int(), z.boolean()]).meta({ description, allowed });
}

/** Marks a value that may be secret: it goes into resources as it is, and shapes nothing. */
export function secretable<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...z.globalRegistry.get(schema), secretable: true });
}

/** A list, also as "a,b" or as JSON in a string. */
export function list<Item extends z.ZodType>(
  item: Item,
  { min, max, allowed }: { min: number; max: number; allowed: string },
  description: string,
) {
  return z.array(item).min(min).max(max).meta({ description, allowed });
}

/** A map with keys of the user's own choice. */
export function named<Item extends z.ZodType>(
  name: { pattern: RegExp; allowed: string },
  item: Item,
  description: string,
) {
  const key = z.string().regex(name.pattern).meta({ allowed: name.allowed });
  return z.record(key, item).meta({ description, allowed: "a map" });
}

/** A map with these keys only: those of `optional` can be left out, those of `required` can't. */
export function keys<Optional extends z.ZodRawShape, Required extends z.ZodRawShape = Record<never, never>>(
  optional: Optional,
  description: string,
  required?: Required,
) {
  const partial = z.strictObject(optional).partial();
  const names = [...Object.keys(required ?? {}), ...Object.keys(optional)];
  return z
    .strictObject({ ...required, ...partial.shape } as Required & typeof partial.shape)
    .meta({ description, allowed: `a map with the keys ${names.join(", ")}` });
}

/** "a, b or c". */
export function oneOf(words: readonly (string | number)[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

/** The values that are right for a schema, as words that follow "must be". */
export function allowedBy(schema: z.core.$ZodType): string {
  const meta = z.globalRegistry.get(schema);
  return typeof meta?.allowed === "string" ? meta.allowed : "something else";
}
