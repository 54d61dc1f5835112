import { z } from "zod";
import { settingsSchema } from "./index";
import { allowedBy } from "./kinds";
import { networkDefaults } from "./network";
import { platformNames, platformParts } from "./platforms";
import { providerSchema } from "./provider";
import { registryDefaults } from "./registry";
import { isPlainMap } from "./report";
import { serviceDefaults } from "./service";
import { maybeSecret, unwrapped } from "./shape";
import type { Tier } from "./tier";

type Json = Record<string, unknown>;
type Dotted = { pattern: string; schema: Json };

const name = "NAME";
const secure: Json = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** The JSON Schema of a stack file, for editors: every key with its meaning, values and default. */
export function stackFileSchema(): Json {
  const own = properties(settingsSchema, []);
  const aws = Object.entries(providerSchema.shape).map(([key, schema]): [string, Json] => [
    `aws:${key}`,
    { anyOf: [jsonOf(schema, [], false), secure] },
  ]);
  const top = Object.entries(own).map(([key, schema]): [string, Json] => [`aws-containers:${key}`, schema]);
  const dotted = dottedKeys(settingsSchema, [], "^aws-containers:").map(({ pattern, schema }) => [
    pattern,
    schema,
  ]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A stack of this template",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries([...aws, ...top]),
        patternProperties: { ...Object.fromEntries(dotted), "^(?!aws:|aws-containers:)[^:]+:": {} },
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

/** The README's table of all settings. */
export function settingsTable(): string {
  const rows = tableRows(settingsSchema, []);
  return ["| Setting | Meaning | Values | dev | prod |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function properties(schema: z.ZodObject, path: string[]): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(schema.shape).map(([key, under]) => [key, jsonOf(under, [...path, key], true)]),
  );
}

/** The JSON Schema of a setting, with its strings: what `pulumi config set` stores is right too. */
function jsonOf(schema: z.core.$ZodType, path: string[], documented: boolean): Json {
  const bare = unwrapped(schema);
  const form = formOf(bare, path, documented);
  const accepted = documented && maybeSecret(bare) ? { anyOf: [form, secure] } : form;
  return documented ? { ...textsOf(bare, path), ...accepted } : accepted;
}

function formOf(schema: z.core.$ZodType, path: string[], documented: boolean): Json {
  if (schema instanceof z.ZodObject) {
    const required = Object.entries(schema.shape).filter(([, under]) => !(under instanceof z.ZodOptional));
    return {
      type: "object",
      properties: documented
        ? properties(schema, path)
        : Object.fromEntries(
            Object.entries(schema.shape).map(([key, under]) => [key, jsonOf(under, [], false)]),
          ),
      ...(required.length > 0 ? { required: required.map(([key]) => key) } : {}),
      additionalProperties: false,
    };
  }
  if (schema instanceof z.ZodRecord) {
    const { keyType, valueType } = schema.def;
    return {
      type: "object",
      propertyNames: plain(keyType),
      additionalProperties: jsonOf(valueType, [...path, name], documented),
    };
  }
  if (schema instanceof z.ZodArray) {
    const items = jsonOf(schema.def.element, [...path, "[]"], documented);
    const { minItems, maxItems } = plain(schema);
    return { anyOf: [{ type: "array", minItems, maxItems, items }, { type: "string" }] };
  }
  const values = z.globalRegistry.get(schema)?.values;
  if (Array.isArray(values)) {
    return { enum: values };
  }
  if (schema instanceof z.ZodUnion) {
    return { anyOf: schema.def.options.map((option) => jsonOf(option, path, documented)) };
  }
  if (schema instanceof z.ZodNumber) {
    return { anyOf: [plain(schema), { type: "string", pattern: "^\\s*[+-]?\\d+\\s*$" }] };
  }
  if (schema instanceof z.ZodBoolean) {
    return { enum: [true, false, "true", "false"] };
  }
  if (schema instanceof z.ZodLiteral) {
    return { enum: [...schema.def.values, ...schema.def.values.map(String)] };
  }
  return plain(schema);
}

/** What zod itself says about a schema, without the texts. */
function plain(schema: z.core.$ZodType): Json {
  const {
    $schema: _schema,
    allowed: _allowed,
    description: _description,
    secretable: _secretable,
    ...json
  } = z.toJSONSchema(schema, { target: "draft-07", io: "input", unrepresentable: "any" }) as Json;
  return json;
}

function textsOf(schema: z.core.$ZodType, path: string[]): Json {
  const description = z.globalRegistry.get(schema)?.description;
  const [dev, prod] = [defaultOf("dev", path), defaultOf("prod", path)];
  const told = dev !== undefined && shownDefault(dev) !== shownDefault(prod);
  return {
    ...(description
      ? {
          description: told
            ? `${description} Default: ${shownDefault(dev)} in dev, ${shownDefault(prod)} in prod.`
            : description,
        }
      : {}),
    ...(dev !== undefined && !told ? { default: dev } : {}),
  };
}

function dottedKeys(schema: z.core.$ZodType, path: string[], pattern: string): Dotted[] {
  const bare = unwrapped(schema);
  const separator = path.length === 0 ? "" : "\\.";
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([key, under]) =>
      dotted(under, [...path, key], `${pattern}${separator}${key}`),
    );
  }
  if (bare instanceof z.ZodRecord) {
    const leaf = !(unwrapped(bare.def.valueType) instanceof z.ZodObject);
    return dotted(bare.def.valueType, [...path, name], `${pattern}${separator}${leaf ? ".+" : "[^.]+"}`);
  }
  return [];
}

function dotted(schema: z.core.$ZodType, path: string[], pattern: string): Dotted[] {
  const bare = unwrapped(schema);
  const map = bare instanceof z.ZodObject || bare instanceof z.ZodRecord;
  const own = path.length > 1 && !map ? [{ pattern: `${pattern}$`, schema: jsonOf(bare, path, true) }] : [];
  return [...own, ...dottedKeys(bare, path, pattern)];
}

function tableRows(schema: z.core.$ZodType, path: string[]): string[] {
  const bare = unwrapped(schema);
  const under = (inner: z.core.$ZodType, key: string) => tableRows(inner, [...path, key]);
  const inside =
    bare instanceof z.ZodObject
      ? Object.entries(bare.shape).flatMap(([key, inner]) => under(inner, key))
      : bare instanceof z.ZodRecord && unwrapped(bare.def.valueType) instanceof z.ZodObject
        ? tableRows(bare.def.valueType, [...path, name])
        : bare instanceof z.ZodArray && unwrapped(bare.def.element) instanceof z.ZodObject
          ? tableRows(bare.def.element, [...path, "[]"])
          : bare instanceof z.ZodUnion
            ? bare.def.options.flatMap((option) =>
                option instanceof z.ZodObject ? tableRows(option, path) : [],
              )
            : [];
  const description = z.globalRegistry.get(bare)?.description ?? "";
  const isPlace = path.length === 0 || path[path.length - 1] === name || path[path.length - 1] === "[]";
  const isMix = bare instanceof z.ZodObject && path[path.length - 1] === "capacity";
  if (isPlace || isMix) {
    return inside;
  }
  const allowed = bare instanceof z.ZodObject || bare instanceof z.ZodRecord ? "a map" : allowedBy(bare);
  const cells = [
    `\`${path.join(".").replaceAll(".[]", "[]")}\``,
    description,
    allowed,
    shownDefault(defaultOf("dev", path)),
    shownDefault(defaultOf("prod", path)),
  ];
  return [`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`, ...inside];
}

/** The value that a setting has in a tier when the stack file says nothing. */
function defaultOf(tier: Tier, path: string[]): unknown {
  const defaults: Json = {
    tier,
    platforms: platformNames,
    network: networkDefaults[tier],
    registry: registryDefaults[tier],
    services: { [name]: serviceDefaults[tier] },
    ...Object.fromEntries(
      platformNames.map((platform) => [platform, platformParts[platform].defaults[tier]]),
    ),
  };
  const value = path.reduce<unknown>((at, key) => (isPlainMap(at) ? at[key] : undefined), defaults);
  return isPlainMap(value) ? undefined : value;
}

function shownDefault(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.join(", ");
  }
  return value === undefined ? "" : String(value);
}
