import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingsTable, stackFileSchema } from "./document";

const root = join(__dirname, "..");
const begin = "<!-- settings -->";
const end = "<!-- /settings -->";

/** The files that follow from the settings' schema, with what they should hold. */
export function generatedFiles(): { file: string; content: string }[] {
  const schema = {
    file: join(__dirname, "schema.json"),
    content: `${JSON.stringify(stackFileSchema(), null, 2)}\n`,
  };
  const readme = join(root, "README.md");
  const text = existsSync(readme) ? readFileSync(readme, "utf8") : "";
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) {
    return [schema];
  }
  const content = `${text.slice(0, from + begin.length)}\n${settingsTable()}\n${text.slice(to)}`;
  return [schema, { file: readme, content }];
}

/** Of the generated files, those that aren't what they should be. */
export function staleFiles(): { file: string; content: string }[] {
  return generatedFiles().filter(
    ({ file, content }) => !existsSync(file) || readFileSync(file, "utf8") !== content,
  );
}

if (require.main === module) {
  for (const { file, content } of staleFiles()) {
    if (process.argv.includes("--check")) {
      console.error(`${file} doesn't follow from settings/ any more: run npm run schema.`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, content);
    }
  }
}
