import { z } from "zod";
import { type Meta, metaOf, withMeta } from "./meta";
import { undecrypted } from "./secrets";
import { nearest, oneOf } from "./words";

/**
 * The kinds of value that a setting can have. Each is a zod schema that carries its documentation: what the setting means,
 * and the values that are allowed. Numbers, booleans, lists and maps can also be strings, as `pulumi config set` stores them.
 */

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** A whole number. */
export function integer({ min, max }: Bounds, description: string, hint?: Meta["hint"]) {
  const allowed = `a whole number from ${min} to ${max}`;
  return withMeta(z.int().min(min).max(max), { description, allowed, ...(hint && { hint }) });
}

/** true or false. */
export function boolean(description: string) {
  return withMeta(z.boolean(), { description, allowed: "true or false" });
}

/** One of a few words. `synonyms` are words that other tools have for them, in lowercase. */
export function choice<const Words extends readonly string[]>(
  words: Words,
  description: string,
  synonyms: Readonly<Record<string, Words[number]>> = {},
) {
  const hint = (given: unknown) => {
    const meant =
      typeof given === "string" ? (synonyms[given.toLowerCase()] ?? nearest(given, words)) : undefined;
    return meant && `Did you mean ${meant}?`;
  };
  return withMeta(z.enum(words), { description, allowed: oneOf(words), hint });
}

/** One of a few whole numbers. */
export function numberChoice<const Numbers extends readonly number[]>(numbers: Numbers, description: string) {
  return withMeta(z.literal(numbers), { description, allowed: oneOf(numbers) });
}

/** A string of a certain form; `allowed` says which. */
export function string(pattern: RegExp, allowed: string, description: string) {
  return withMeta(z.string().regex(pattern), { description, allowed });
}

/** A string that people also write as a number, true or false; the program gets the string. */
export function stringOrScalar(pattern: RegExp, allowed: string, description: string) {
  const schema = z.union([z.string().regex(pattern), z.int(), z.boolean()]);
  return withMeta(schema, { description, allowed });
}

/** A value that may be secret: it goes into resources as it is, and nothing else depends on it. */
export function secretable<Schema extends z.ZodType>(schema: Schema) {
  return withMeta(z.union([schema, z.literal(undecrypted)]), { ...metaOf(schema), secret: true });
}

/** A list, also as "a,b". */
export function list<Item extends z.ZodType>(
  item: Item,
  { min, max, allowed }: Bounds & { allowed: string },
  description: string,
) {
  return withMeta(z.array(item).min(min).max(max), { description, allowed });
}

/** A map with keys of the user's own choice. */
export function record<Item extends z.ZodType>(
  name: { pattern: RegExp; allowed: string },
  item: Item,
  description: string,
) {
  const key = withMeta(z.string().regex(name.pattern), { allowed: name.allowed });
  return withMeta(z.record(key, item), { description, allowed: "a map" });
}

/** A map with these keys only; those of `required` can't be left out. */
export function object<Optional extends z.ZodRawShape, Required extends z.ZodRawShape = Record<never, never>>(
  optional: Optional,
  description: string,
  required?: Required,
) {
  const partial = z.strictObject(optional).partial();
  const names = [...Object.keys(required ?? {}), ...Object.keys(optional)];
  // Without `required` its type has no keys, which the compiler can't know here.
  const shape = { ...required, ...partial.shape } as Required & typeof partial.shape;
  const schema = z.strictObject(shape);
  const allowed = names.length > 0 ? `a map with the keys ${names.join(", ")}` : "an empty map";
  return withMeta(schema, { description, allowed });
}

/** A setting that only some platforms honour. */
export function onlyOn<Schema extends z.ZodType>(platforms: readonly string[], schema: Schema): Schema {
  return withMeta(schema, { platforms });
}
