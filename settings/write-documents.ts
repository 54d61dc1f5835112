import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { platformNames, platformSections } from "./platforms";
import { sectionNames, sectionsByName, settingsSchema } from "./sections";
import { providerExample, providerMeaning, providerSchema } from "./sections/provider";
import { stackFileSchema } from "./toolkit/json-schema";
import { type SectionText, settingsPage } from "./toolkit/settings-page";

const root = join(__dirname, "..");

/** The files that are generated from the settings' source, with their contents. */
export function generatedFiles(): { file: string; content: string }[] {
  const schema = stackFileSchema(settingsSchema, providerSchema);
  const titles = Object.fromEntries(platformNames.map((name) => [name, platformSections[name].title]));
  return [
    { file: join(__dirname, "schema.json"), content: `${JSON.stringify(schema, null, 2)}\n` },
    { file: join(root, "docs", "settings.md"), content: settingsPage(sectionTexts(), titles) },
  ];
}

/** What the settings' page says about each section. */
export function sectionTexts(): SectionText[] {
  const own = sectionNames.map((key) => {
    const { schema, meaning, example } = sectionsByName[key];
    return { key, schema, meaning, example, platforms: platformNames.filter((name) => name === key) };
  });
  const aws = { schema: providerSchema, meaning: providerMeaning, example: providerExample };
  return [...own, { key: "aws", ...aws, platforms: [] }];
}

/** The generated files that aren't up to date. */
export function staleFiles(): { file: string; content: string }[] {
  return generatedFiles().filter(
    ({ file, content }) => !existsSync(file) || readFileSync(file, "utf8") !== content,
  );
}

if (require.main === module) {
  for (const { file, content } of staleFiles()) {
    if (process.argv.includes("--check")) {
      console.error(`${file} is not up to date: run npm run schema.`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, content);
    }
  }
}
