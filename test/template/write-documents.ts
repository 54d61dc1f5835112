import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../packages/offline-preview/src/config";
import { reportOf as createReport } from "../../packages/offline-preview/src/create-report";
import type { Side } from "../../packages/offline-preview/src/diff";
import { renderMarkdown } from "../../packages/offline-preview/src/format/markdown";
import { renderText } from "../../packages/offline-preview/src/format/text";
import { viewOf } from "../../packages/offline-preview/src/html/view-of";
import { readProject } from "../../packages/offline-preview/src/project";
import type { Report } from "../../packages/offline-preview/src/report";
import { start } from "../../packages/offline-preview/src/run";
import type { Outcome } from "../../packages/offline-preview/src/session";
import { plannedServices } from "../../planned-services";
import previewConfig from "../../preview.config";
import { dashboardPicture } from "./dashboard-picture";
import { planPicture } from "./plan-picture";

const root = join(__dirname, "..", "..");
const region = "us-east-1";

/** What the example in docs/pull-requests.md changes in the dev stack. */
export const exampleSettings = {
  services: { hello: { source: "./app", memory: 1024 } },
  registry: { encryption: "aes256" },
};

/** A plan, as far as documents need it. */
export type Planned = Pick<Outcome, "plan" | "labels">;

/** The documents that show what the preview prints: file, mark and text. */
export function generatedTexts(dev: Planned, changed: Planned, dashboard: string) {
  const view = viewOf(reportOf(dev), { name: dev.plan.project, root, directory: root }, plannedServices);
  const example = renderMarkdown(reportOf(changed, dev)).trimEnd();
  const plan = `\`\`\`\n${shortened(renderText(reportOf(dev)))}\n\`\`\``;
  return [
    { file: "README.md", mark: "plan", text: plan },
    { file: "docs/dev.svg", mark: "picture", text: planPicture(view, "light") },
    { file: "docs/dev-dark.svg", mark: "picture", text: planPicture(view, "dark") },
    { file: "docs/dashboard.svg", mark: "picture", text: dashboardPicture(dashboard, "light") },
    { file: "docs/dashboard-dark.svg", mark: "picture", text: dashboardPicture(dashboard, "dark") },
    { file: "docs/pull-requests.md", mark: "example", text: example },
  ];
}

/** A plan's title, its components without their resources, its cost and its verdict. */
function shortened(text: string): string {
  const [title = "", tree = "", ...sections] = text.trimEnd().split("\n\n");
  const components = tree
    .split("\n")
    .filter((line) => /^ {5}Type|^ \+ {3}(├─|└─|pulumi:pulumi:Stack)/.test(line));
  const cost = sections.find((section) => section.startsWith("Fixed monthly cost")) ?? "";
  const [heading = "", ...lines] = cost.split("\n");
  const total = lines.slice(
    0,
    lines.findIndex((line) => /^ +~?\$.* {2}/.test(line)),
  );
  return [title, components.join("\n"), [heading, ...total].join("\n"), sections.at(-1)].join("\n\n");
}

/** `document` with `text` between the marks of that name; as it is where it has none. */
export function between(document: string, mark: string, text: string): string {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) return document;
  return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`;
}

function reportOf({ plan, labels }: Planned, base?: Planned): Report {
  const side: Side | undefined = base && { ...base, title: "main", region, fromEngine: false, notes: [] };
  return createReport({ plan, labels, config: {}, failures: [] }, side, previewConfig, root);
}

/** Plans the dev stack as it is and with the example's changes, and the dashboard of the example of alarms. */
async function planAll(): Promise<[Planned, Planned, string]> {
  const project = readProject(root, "dev");
  const changes: Config = Object.fromEntries(
    Object.entries(exampleSettings).map(([key, value]) => [
      `aws-containers:${key}`,
      { text: JSON.stringify(value), secret: false },
    ]),
  );
  const alarms = readProject(root, "alarms", join(root, "examples", "Pulumi.alarms.yaml"));
  const changed = { ...project, config: { ...project.config, ...changes } };
  const plan = async (each: typeof project) => (await start(each)).outcome;
  const [dev, ofExample, ofAlarms] = await Promise.all([plan(project), plan(changed), plan(alarms)]);
  const dashboard = ofAlarms.plan.resources.find(({ type }) => type === "aws:cloudwatch/dashboard:Dashboard");
  return [dev, ofExample, String(dashboard?.inputs.dashboardBody)];
}

async function main(): Promise<void> {
  for (const { file, mark, text } of generatedTexts(...(await planAll()))) {
    const path = join(root, file);
    const document = readFileSync(path, "utf8");
    const current = between(document, mark, text);
    if (current === document) continue;
    if (process.argv.includes("--check")) {
      console.error(`${file} doesn't show what the preview prints any more: run npm run documents.`);
      process.exitCode = 1;
    } else writeFileSync(path, current);
  }
}

if (require.main === module) {
  // The engines would go on waiting for programs.
  void main().then(() => process.exit());
}
