import { z } from "zod";
import { withMeta } from "./meta";
import { isPlainMap } from "./plain-map";
import { settingMeta, unwrap } from "./schema-tree";
import { type ByTier, isByTier, type Tier } from "./tier";

declare const hasDefault: unique symbol;

/** A schema whose values have a default. */
export type Defaulted<Schema> = Schema & { readonly [hasDefault]: true };

/**
 * The schema of a setting with its default: one value, or one for each tier. `{}` for a map means that its keys have
 * defaults of their own.
 */
export function withDefault<Schema extends z.ZodType>(
  value: z.output<Schema> | ByTier<z.output<Schema>>,
  schema: Schema,
): Defaulted<Schema> {
  const byTier = isByTier<z.output<Schema>>(value) ? value : { dev: value, prod: value };
  // The mark exists for the compiler only.
  return withMeta(schema, { default: byTier }) as Defaulted<Schema>;
}

/** The default of a setting in a tier. */
export function defaultOf(schema: z.core.$ZodType, tier: Tier): unknown {
  return settingMeta(schema).default?.[tier];
}

/** What a schema's values are once the defaults are filled in: keys with a default are there. */
export type Complete<Schema> =
  Schema extends Defaulted<z.ZodObject<infer Shape>>
    ? CompleteObject<Shape>
    : Schema extends z.ZodOptional<infer Inner>
      ? Complete<Inner>
      : Schema extends z.ZodObject<infer Shape>
        ? CompleteObject<Shape>
        : Schema extends z.ZodType
          ? z.output<Schema>
          : never;

type CompleteObject<Shape> = {
  [Key in keyof Shape as IsPresent<Shape[Key]> extends true ? Key : never]: Complete<Shape[Key]>;
} & {
  [Key in keyof Shape as IsPresent<Shape[Key]> extends true ? never : Key]?: Complete<Shape[Key]> | undefined;
};

type IsPresent<Schema> =
  Schema extends z.ZodOptional<infer Inner>
    ? Inner extends { readonly [hasDefault]: true }
      ? true
      : false
    : true;

/** Fills in the defaults of a tier. What is given wins. */
export function complete<Schema extends z.ZodType>(
  schema: Schema,
  given: z.output<Schema> | undefined,
  tier: Tier,
): Complete<Schema> {
  // The compiler can't follow a schema's type through its keys.
  return completed(schema, given ?? {}, tier) as Complete<Schema>;
}

function completed(schema: z.core.$ZodType, given: unknown, tier: Tier): unknown {
  const value = given ?? defaultOf(schema, tier);
  const bare = unwrap(schema);
  if (!isPlainMap(value) || !(bare instanceof z.ZodObject)) return value;
  const entries = Object.entries(bare.shape).map(([key, under]) => [key, completed(under, value[key], tier)]);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
