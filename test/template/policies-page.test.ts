import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { enforcementIn } from "../../policies/rule";
import { rules } from "../../policies/rules";
import { projectDirectory } from "../support/stack-preview";

const page = join(projectDirectory, "policies", "README.md");

function rulesTable(): string {
  const rows = rules.map((rule) => {
    const { id, title, controls, url, severity } = rule;
    const [dev, prod] = [enforcementIn(rule, "dev"), enforcementIn(rule, "prod")];
    return `| \`${id}\` | ${title} | [${controls.join(", ")}](${url}) | ${severity} | ${dev} | ${prod} |`;
  });
  const head =
    "| rule | requirement | controls | severity | dev | prod |\n| --- | --- | --- | --- | --- | --- |";
  return [head, ...rows].join("\n");
}

it("policies/README.md lists the rules; UPDATE_SNAPSHOTS=1 writes the table", () => {
  const written = readFileSync(page, "utf8");
  const part = /(<!-- rules -->\n)[\s\S]*(<!-- \/rules -->)/;
  const current = written.replace(part, (_, start, end) => `${start}\n${rulesTable()}\n\n${end}`);
  if (process.env.UPDATE_SNAPSHOTS) writeFileSync(page, current);
  assert.match(written, part);
  assert.equal(readFileSync(page, "utf8"), current);
});
