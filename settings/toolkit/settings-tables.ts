import { z } from "zod";
import { defaultOf } from "./defaults";
import { formatDefault } from "./json-schema";
import { allowedBy } from "./meta";
import { settingMeta, unwrap } from "./schema-tree";
import { tiers } from "./tier";

/** Stands in a setting's name for a name of the user's own choice. */
const anyName = "NAME";

const header = [
  "| Setting | Meaning | Values | Default in dev | Default in prod | Platforms |",
  "| --- | --- | --- | --- | --- | --- |",
];

/** The platforms of a documentation: those of the template, by key and title. */
export type PlatformTitles = Readonly<Record<string, string>>;

/**
 * The table of all settings in a section of the stack file, as Markdown; of those that have a description.
 *
 * @param key The section's key.
 * @param schema The section's schema.
 * @param titles All platforms; a setting is honoured by all of them unless its schema names some.
 */
export function settingsTable(key: string, schema: z.core.$ZodType, titles: PlatformTitles): string {
  return [...header, ...rows(schema, key, Object.keys(titles), titles, true)].join("\n");
}

/** The AWS provider's arguments are keys of a namespace, not of a map. */
function nameUnder(outer: string, key: string): string {
  return outer === "aws" ? `${outer}:${key}` : `${outer}.${key}`;
}

function rows(
  schema: z.core.$ZodType,
  name: string,
  inherited: readonly string[],
  titles: PlatformTitles,
  isSection = false,
): string[] {
  const { description, platforms = inherited } = settingMeta(schema);
  const inside = insideOf(schema, name, platforms, titles);
  const isMap = unwrap(schema) instanceof z.ZodObject || unwrap(schema) instanceof z.ZodRecord;
  if (!description || (isSection && inside.length > 0 && isMap)) return inside;
  const cells = [
    `\`${name}\``,
    withoutMarkup(description),
    withoutMarkup(isMap ? "a map" : allowedOf(schema)),
    ...tiers.map((tier) => formatDefault(defaultOf(schema, tier))),
    platforms.flatMap((platform) => titles[platform] ?? []).join(", "),
  ];
  return [`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`, ...inside];
}

function insideOf(
  schema: z.core.$ZodType,
  name: string,
  platforms: readonly string[],
  titles: PlatformTitles,
): string[] {
  const bare = unwrap(schema);
  const under = (inner: z.core.$ZodType, path: string) => rows(inner, path, platforms, titles);
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([key, inner]) => under(inner, nameUnder(name, key)));
  }
  // What is in a list or a map of the user's own names has rows only where it has keys.
  if (bare instanceof z.ZodRecord && unwrap(bare.def.valueType) instanceof z.ZodObject) {
    return insideOf(bare.def.valueType, `${name}.${anyName}`, platforms, titles);
  }
  if (bare instanceof z.ZodArray && unwrap(bare.def.element) instanceof z.ZodObject) {
    return insideOf(bare.def.element, `${name}[]`, platforms, titles);
  }
  if (bare instanceof z.ZodUnion) {
    return bare.def.options.flatMap((option) =>
      option instanceof z.ZodObject || option instanceof z.ZodArray
        ? insideOf(option, name, platforms, titles)
        : [],
    );
  }
  return [];
}

function allowedOf(schema: z.core.$ZodType): string {
  return settingMeta(schema).allowed ?? allowedBy(unwrap(schema));
}

/** Markdown would read two asterisks as emphasis. */
function withoutMarkup(text: string): string {
  return text.replaceAll("*", "\\*");
}
