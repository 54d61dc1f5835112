import type { z } from "zod";
import { namespace } from "./path";
import { type PlatformTitles, settingsTable } from "./settings-tables";

/** What the settings' page says about a section of the stack file. */
export interface SectionText {
  /** The section's key; `aws` for the keys of the AWS provider. */
  key: string;
  schema: z.ZodType;
  /** What the section is for: a paragraph. */
  meaning: string;
  /** YAML below `config:`. */
  example: string;
  /** The platforms that honour the section. Default: all. */
  platforms: readonly string[];
}

const introduction = `# Settings

Everything that a stack file (\`Pulumi.STACK.yaml\`) can contain, by section. Every key is optional except \`aws:region\`;
the tier selects the defaults, and what a stack sets itself wins. Unknown keys, wrong values and combinations that are not
possible are reported together, before anything is registered. This page and \`settings/schema.json\`, by which editors
complete and check stack files, are generated: \`npm run schema\`.

- All keys are below \`config:\`. The namespace is \`${namespace}\`, whatever the project's name in Pulumi.yaml is; after a
  rename, set values by their full key: \`pulumi config set ${namespace}:tier prod\`.
- A single value can be set by a dotted key, which wins over the map: \`pulumi config set ${namespace}:services.hello.cpu 512\`.
- Lists can be strings with commas (\`ecs,eks\`).
- Anchors and merge keys of YAML (\`<<: *base\`) work, for settings that several services share.
- Values that can be secret are set with \`pulumi config set --secret\`, as a dotted key or inside of a map as \`secure:\`. All
  others are part of the plan, and rejected as secrets.
`;

/** The page of all settings, as Markdown. */
export function settingsPage(sections: readonly SectionText[], platforms: PlatformTitles): string {
  const contents = sections.map(({ key }) => `[${key}](#${key.toLowerCase()})`).join(" · ");
  return `${[introduction, `${contents}\n`, ...sections.map((section) => sectionOf(section, platforms))].join("\n")}`;
}

function sectionOf({ key, schema, meaning, example, platforms }: SectionText, all: PlatformTitles): string {
  const honouring = Object.entries(all).filter(
    ([name]) => platforms.length === 0 || platforms.includes(name),
  );
  const yaml = ["config:", ...example.split("\n").map((line) => `  ${line}`)].join("\n");
  const table = settingsTable(key, schema, Object.fromEntries(honouring));
  return `## ${key}\n\n${meaning}\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\n${table}\n`;
}
