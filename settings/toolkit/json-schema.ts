import { z } from "zod";
import { namespace } from "./path";
import { isPlainMap } from "./plain-map";
import { acceptsSecret, settingMeta, unwrap } from "./schema-tree";
import { type ByTier, tiers } from "./tier";

/** A JSON document. */
export type Json = Record<string, unknown>;

const secure: Json = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** The JSON Schema of a stack file, for editors: every key with its meaning, its allowed values and its default. */
export function stackFileSchema(settings: z.ZodObject, provider: z.ZodObject): Json {
  const aws = Object.entries(provider.shape).map(([key, schema]): [string, Json] => [
    `aws:${key}`,
    { ...documentationOf(schema), anyOf: [formOf(schema), secure] },
  ]);
  const own = Object.entries(settings.shape).map(([key, schema]): [string, Json] => [
    `${namespace}:${key}`,
    schemaOf(schema),
  ]);
  const dotted = dottedKeys(settings, 0, `^${namespace}:`);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A stack of this template",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries([...aws, ...own]),
        patternProperties: { ...Object.fromEntries(dotted), [`^(?!aws:|${namespace}:)[^:]+:`]: {} },
        additionalProperties: false,
      },
      encryptionsalt: { type: "string" },
      encryptedkey: { type: "string" },
      secretsprovider: { type: "string" },
      environment: {},
    },
    additionalProperties: false,
  };
}

/** A default as documentation shows it. */
export function formatDefault(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return value === undefined || isPlainMap(value) ? "" : String(value);
}

/** The JSON Schema of a setting. Strings, as `pulumi config set` stores them, are valid too. */
function schemaOf(schema: z.core.$ZodType): Json {
  const form = formOf(schema);
  return { ...documentationOf(schema), ...(acceptsSecret(schema) ? { anyOf: [form, secure] } : form) };
}

function formOf(setting: z.core.$ZodType): Json {
  const { values } = settingMeta(setting);
  if (values) return { enum: values };
  const schema = unwrap(setting);
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries(schema.shape);
    const required = entries.filter(([, under]) => !(under instanceof z.ZodOptional)).map(([key]) => key);
    return {
      type: "object",
      properties: Object.fromEntries(entries.map(([key, under]) => [key, schemaOf(under)])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }
  if (schema instanceof z.ZodRecord) {
    const { keyType, valueType } = schema.def;
    return { type: "object", propertyNames: plain(keyType), additionalProperties: schemaOf(valueType) };
  }
  if (schema instanceof z.ZodArray) {
    const { minItems, maxItems } = plain(schema);
    const items = schemaOf(schema.def.element);
    return { anyOf: [{ type: "array", minItems, maxItems, items }, { type: "string" }] };
  }
  if (schema instanceof z.ZodUnion) return { anyOf: schema.def.options.map(formOf) };
  if (schema instanceof z.ZodNumber) {
    return { anyOf: [plain(schema), { type: "string", pattern: "^\\s*[+-]?\\d+\\s*$" }] };
  }
  if (schema instanceof z.ZodBoolean) return { enum: [true, false, "true", "false"] };
  if (schema instanceof z.ZodLiteral) {
    return { enum: [...schema.def.values, ...schema.def.values.map(String)] };
  }
  return plain(schema);
}

/** What zod itself knows about a schema. */
function plain(schema: z.core.$ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: "draft-07",
    io: "input",
    unrepresentable: "any",
  });
  return json;
}

function documentationOf(schema: z.core.$ZodType): Json {
  const { description, default: value } = settingMeta(schema);
  const defaults = value && defaultsOf(value);
  return {
    ...(description && { description: `${description}${defaults?.text ?? ""}` }),
    ...(defaults && "value" in defaults && { default: defaults.value }),
  };
}

/** A default that holds in every tier as JSON Schema says it, any other as a sentence. */
function defaultsOf(byTier: ByTier<unknown>): { text?: string; value?: unknown } {
  if (isPlainMap(byTier.dev)) return {};
  const [dev, prod] = tiers.map((tier) => formatDefault(byTier[tier]));
  return dev === prod ? { value: byTier.dev } : { text: ` Default: ${dev} in dev, ${prod} in prod.` };
}

/** The keys that are one value inside a map, such as `aws-containers:services.hello.port`, as patterns. */
function dottedKeys(schema: z.core.$ZodType, depth: number, pattern: string): [string, Json][] {
  const bare = unwrap(schema);
  const separator = depth === 0 ? "" : "\\.";
  const under = (inner: z.core.$ZodType, key: string): [string, Json][] => {
    const to = `${pattern}${separator}${key}`;
    const isMap = unwrap(inner) instanceof z.ZodObject || unwrap(inner) instanceof z.ZodRecord;
    const own: [string, Json][] = depth > 0 && !isMap ? [[`${to}$`, schemaOf(inner)]] : [];
    return [...own, ...dottedKeys(inner, depth + 1, to)];
  };
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([key, inner]) => under(inner, key));
  }
  if (bare instanceof z.ZodRecord) {
    const isLast = !(unwrap(bare.def.valueType) instanceof z.ZodObject);
    return under(bare.def.valueType, isLast ? ".+" : "[^.]+");
  }
  return [];
}
