import { z } from "zod";
import { metaOf } from "./meta";

/** The schema without "can be left out" and "can be undecrypted". */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return unwrap(schema.def.innerType);
  if (schema instanceof z.ZodUnion && metaOf(schema).secret) return unwrap(schema.def.options[0] ?? schema);
  return schema;
}

/** What the schema of a setting carries, "can be left out" aside. */
export function settingMeta(schema: z.core.$ZodType): ReturnType<typeof metaOf> {
  return schema instanceof z.ZodOptional ? settingMeta(schema.def.innerType) : metaOf(schema);
}

/** The schema of what is under `key` in a value of `schema`, if there can be such a key. */
export function schemaUnder(schema: z.core.$ZodType, key: string | number): z.core.$ZodType | undefined {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) return Object.hasOwn(bare.shape, key) ? bare.shape[key] : undefined;
  if (bare instanceof z.ZodRecord) return bare.def.valueType;
  if (bare instanceof z.ZodArray) return bare.def.element;
  const structure = mapAmong(bare) ?? listAmong(bare);
  return structure && schemaUnder(structure, key);
}

/** The schema of what is at a path, if something can be. */
export function schemaAt(
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((at, key) => at && schemaUnder(at, key), schema);
}

/** The known keys of a value of the schema. */
export function knownKeys(schema: z.core.$ZodType): string[] {
  const bare = unwrap(schema);
  const map = mapAmong(bare) ?? bare;
  return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

/** Whether values of the schema have keys of the user's own choice. */
export function isRecord(schema: z.core.$ZodType): boolean {
  return unwrap(schema) instanceof z.ZodRecord;
}

/** Whether values of the schema can be maps. */
export function isMap(schema: z.core.$ZodType): boolean {
  const bare = unwrap(schema);
  return bare instanceof z.ZodObject || bare instanceof z.ZodRecord || mapAmong(bare) !== undefined;
}

/** Whether values of the schema can be any string, which then is no JSON text of something else. */
export function isString(schema: z.core.$ZodType): boolean {
  const bare = unwrap(schema);
  return bare instanceof z.ZodUnion ? bare.def.options.some(isString) : bare instanceof z.ZodString;
}

/** Whether values of the schema can be true or false. */
export function isBoolean(schema: z.core.$ZodType): boolean {
  const bare = unwrap(schema);
  return bare instanceof z.ZodUnion ? bare.def.options.some(isBoolean) : bare instanceof z.ZodBoolean;
}

/** Whether a value may come from a secret key: because it may be secret itself, or contains something that may. */
export function acceptsSecret(schema: z.core.$ZodType): boolean {
  if (settingMeta(schema).secret) return true;
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) return Object.values(bare.shape).some(acceptsSecret);
  return bare instanceof z.ZodRecord && acceptsSecret(bare.def.valueType);
}

/** The list that a value of the schema can be, alone or among other things. */
export function listAmong(schema: z.core.$ZodType): z.ZodArray | undefined {
  if (schema instanceof z.ZodArray) return schema;
  return schema instanceof z.ZodUnion
    ? schema.def.options.find((option) => option instanceof z.ZodArray)
    : undefined;
}

function mapAmong(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  return schema instanceof z.ZodUnion
    ? schema.def.options.find((option) => option instanceof z.ZodObject)
    : undefined;
}
