import { z } from "zod";
import { isPlainMap } from "./plain-map";
import { isBoolean, isMap, isString, listAmong, schemaUnder, unwrap } from "./schema-tree";

/**
 * Numbers, booleans, lists and maps from the strings that `pulumi new` and `pulumi config set` store ("256", "true",
 * "a,b", JSON text). What can't be read as what is meant stays as it is: the schema rejects it.
 */
export function parse(schema: z.core.$ZodType, value: unknown): unknown {
  const bare = unwrap(schema);
  const read = typeof value === "string" ? parseString(bare, value) : value;
  if (Array.isArray(read)) {
    const list = listAmong(bare);
    return list ? read.map((item) => parse(list.def.element, item)) : read;
  }
  if (!isPlainMap(read)) return read;
  return Object.fromEntries(
    Object.entries(read).map(([key, item]) => {
      const under = schemaUnder(bare, key);
      return [key, under ? parse(under, item) : item];
    }),
  );
}

/** The value of a JSON text, or `otherwise` where the text is no JSON. */
export function parseJson(json: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return otherwise;
  }
}

function parseString(schema: z.core.$ZodType, value: string): unknown {
  if (isString(schema)) return value;
  const trimmed = value.trim();
  if (trimmed.startsWith("[") || trimmed.startsWith("{")) return parseJson(trimmed, value);
  if (schema instanceof z.ZodNumber) return /^[+-]?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : value;
  if (schema instanceof z.ZodLiteral) {
    return schema.def.values.find((literal) => String(literal) === trimmed) ?? value;
  }
  if (isBoolean(schema) && /^(true|false)$/.test(trimmed)) return trimmed === "true";
  if (schema instanceof z.ZodArray) {
    return trimmed === "" ? [] : trimmed.split(",").map((item) => item.trim());
  }
  return isMap(schema) && (trimmed === "" || trimmed === "null") ? null : value;
}
