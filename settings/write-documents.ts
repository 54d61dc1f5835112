import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allPlatformNames, type Platform, platformNames, platformSections } from "./platforms";
import { sectionNames, sectionsByName, settingsSchema } from "./sections";
import { providerExample, providerMeaning, providerSchema } from "./sections/provider";
import { stackFileSchema } from "./toolkit/json-schema";
import { type SectionText, settingsPage } from "./toolkit/settings-page";

const root = join(__dirname, "..");

/** The files that are generated from the settings' source, with their contents. */
export function generatedFiles(): { file: string; content: string }[] {
  const schema = stackFileSchema(settingsSchema, providerSchema);
  const titles = Object.fromEntries(allPlatformNames.map((name) => [name, platformSections[name].title]));
  return [
    { file: join(__dirname, "schema.json"), content: `${JSON.stringify(schema, null, 2)}\n` },
    { file: join(root, "docs", "settings.md"), content: settingsPage(sectionTexts(), titles) },
  ];
}

/** What the settings' page says about each section. */
export function sectionTexts(): SectionText[] {
  const own = sectionNames.map((key) => {
    const { schema, meaning, example } = sectionsByName[key];
    return { key, schema, meaning, example, platforms: platformsOf(key) };
  });
  const aws = { schema: providerSchema, meaning: providerMeaning, example: providerExample };
  return [...own, { key: "aws", ...aws, platforms: [] }];
}

/** The platforms that honour a section: jobs and the list of platforms concern all, others those that run services. */
function platformsOf(key: string): readonly Platform[] {
  const own = allPlatformNames.filter((name) => name === key);
  return own.length > 0 ? own : withEveryPlatform.includes(key) ? allPlatformNames : platformNames;
}

const withEveryPlatform = ["tier", "protection", "platforms", "jobs", "data", "network", "registry", "tags"];

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
