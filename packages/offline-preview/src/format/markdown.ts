import { costDifferenceText } from "../cost";
import { dollars } from "../cost/report";
import { imageLine, renamedComponents } from "../diff/verdict";
import type { Comparison, Report } from "../report";
import { hideSecrets } from "../secrets";
import { refusalText } from "../transition/refusal-text";
import { costMarkdown } from "./markdown-cost";
import { findingsMarkdown } from "./markdown-findings";
import { plannedResources, resourceDetails, resourceTable } from "./markdown-resources";
import { servicesTable } from "./markdown-services";
import { fenced, fitting, folded, leftOut, plain } from "./markdown-text";
import { renderMermaid } from "./mermaid";
import { verdictOf } from "./verdict";

/** GitHub takes 65,536 characters in a comment; the rest is for whoever posts it. */
const commentSize = 65_000;
/** Most characters of each part, so that none can push the others out; details get what is left. */
const sizeLimits = { warnings: 8_000, notes: 4_000, picture: 12_000 };

/** The plan for a pull request: the verdict, what is lost, what changes for each service; everything else is folded. */
export function renderMarkdown(report: Report): string {
  const { failures, comparison } = report;
  if (failures.length > 0) return failed(report);
  const head = [
    firstLine(report),
    ...(comparison === undefined
      ? []
      : [...warnings(comparison), ...servicesTable(comparison), ...summary(comparison)]),
    ...findingsMarkdown(report),
  ];
  const tail = [...costMarkdown(report), ...notes(report), ...picture(report)];
  const table = comparison === undefined ? plannedResources(report.plan) : resourceTable(comparison);
  const used = [...head, ...table, ...tail].reduce((size, part) => size + part.length + 2, 0);
  const details = comparison === undefined ? [] : resourceDetails(report, comparison, commentSize - used);
  return `${[...head, ...table, ...details, ...tail].join("\n\n")}\n`;
}

function failed({ plan, failures }: Report): string {
  const room = commentSize - 1_000;
  const { shown, rest } = fitting(failures, room, ({ message }) => message.length + 10);
  const messages = shown.map(({ message }) => fenced(message, "text"));
  const first = failures[0]?.message ?? "";
  const others = shown.length === 0 ? [fenced(first.slice(0, room), "text")] : leftOut(rest, "messages");
  return `${[`**${plain(plan.stack)}: the program failed**`, ...messages, ...others].join("\n\n")}\n`;
}

/** What happens, whether it is allowed, and what it costs. */
function firstLine(report: Report): string {
  const { plan, comparison, assessment } = report;
  const against = comparison === undefined ? "" : ` (against ${comparison.against})`;
  const cost =
    comparison === undefined
      ? assessment?.cost?.monthly && `${dollars(assessment.cost.monthly)} a month`
      : comparison.cost && costDifferenceText(comparison.cost);
  const parts = [`${verdictOf(report)}${against}`, ...(cost === undefined ? [] : [cost])].map(plain);
  return `**${plain(plan.stack)}: ${parts.join(" · ")}**`;
}

/** What is refused, and what is lost. */
function warnings({ warnings, refusals }: Comparison): string[] {
  const all = [...refusals.map(refusalText), ...warnings];
  if (all.length === 0) return [];
  const { shown, rest } = fitting(all.map(plain), sizeLimits.warnings, (text) => text.length + 6);
  const lines = [...shown, ...leftOut(rest, "warnings")].map((text) => `> - ${text}`);
  return [["> [!CAUTION]", ...lines].join("\n")];
}

/** New images and renamed services, which stand behind many changed resources. */
function summary({ images, renames }: Comparison): string[] {
  return [
    ...images.map((image) => plain(imageLine(image))),
    ...renamedComponents(renames).map(({ base, head }) =>
      plain(
        `${base.name} is renamed ${head.name} without an alias: everything is created under the new name, then deleted under the old one`,
      ),
    ),
  ];
}

/** What couldn't be compared, and what the program said. */
function notes({ plan, comparison }: Report): string[] {
  const known = comparison && new Set(comparison.newMessages);
  const messages = plan.diagnostics
    .filter(({ severity, message }) => severity === "warning" && (known === undefined || known.has(message)))
    .map(({ message }) => `Warning: ${hideSecrets(message.trim(), plan)}`);
  const lines = [...(comparison?.notes ?? []), ...messages].map((line) => `- ${plain(line)}`);
  if (lines.length === 0) return [];
  const { shown, rest } = fitting(lines, sizeLimits.notes, (line) => line.length);
  return [[...shown, ...leftOut(rest, "notes").map((text) => `- ${text}`)].join("\n")];
}

/** The picture; of a difference, with what changes alone. */
function picture(report: Report): string[] {
  if (report.comparison?.changes.length === 0) return [];
  const drawn = renderMermaid(report).trimEnd();
  return drawn.length > sizeLimits.picture
    ? [folded("Picture", "It is too large for a comment: <code>--format mermaid</code> draws it.")]
    : [folded("Picture", fenced(drawn, "mermaid"))];
}
