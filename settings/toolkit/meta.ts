import { z } from "zod";
import type { ByTier } from "./tier";

/** What a setting's schema carries for errors, editors and documentation. */
export interface Meta {
  /** What the setting means: its unit, and its monthly price where it has one. */
  description: string;
  /** The values that are allowed, as words that follow "must be". */
  allowed: string;
  /** The default of each tier. */
  default?: ByTier<unknown>;
  /** Whether the value may be secret. */
  secret?: boolean;
  /** The platforms that honour the setting. Default: those of what it is in. */
  platforms?: readonly string[];
  /** Advice about a value that isn't allowed. */
  hint?: (given: unknown) => string | undefined;
  /** The allowed values one by one, where the schema itself doesn't list them. */
  values?: readonly (string | number)[];
}

const metas = z.registry<Partial<Meta>>();

/** What a schema carries. */
export function metaOf(schema: z.core.$ZodType): Partial<Meta> {
  return metas.get(schema) ?? {};
}

/** A copy of the schema that carries `meta` too. */
export function withMeta<Schema extends z.ZodType>(schema: Schema, meta: Partial<Meta>): Schema {
  const copy = schema.clone();
  metas.add(copy, { ...metaOf(schema), ...meta });
  return copy;
}

/** The values that a schema allows, as words that follow "must be". */
export function allowedBy(schema: z.core.$ZodType): string {
  return metaOf(schema).allowed ?? "something else";
}
