import { costDifferenceText } from "../cost";
import { dollars, nameOf } from "../cost/report";
import { imageLine, type ResourceChange, verdict } from "../diff";
import type { Plan } from "../engine/plan";
import { parseUrn } from "../engine/urn";
import type { Comparison, Report } from "../report";
import { hideSecrets } from "../secrets";
import { detailsOf } from "./markdown-details";
import { code, fenced, fitting, folded, plain, table } from "./markdown-text";
import { renderMermaid } from "./mermaid";
import { shortType } from "./tree";

/** GitHub takes 65,536 characters in a comment; the rest is for whoever posts it. */
const limit = 65_000;
/** Room of each part, so that none can push the others out; details get what is left. */
const rooms = { warnings: 8_000, rows: 14_000, findings: 10_000, cost: 5_000, said: 4_000, picture: 12_000 };
/** What people must see stands first, and is left out last. */
const gravity = { delete: 4, replace: 3, update: 2, create: 1, move: 0 };
const signs = { create: "+", delete: "−", update: "~", replace: "±", move: "»" };

/** The plan for a pull request: the verdict first, then what people must see, then what they may want to know. */
export function renderMarkdown(report: Report): string {
  const { plan, failures, comparison } = report;
  if (failures.length > 0) return failed(report);
  const head = [
    firstLine(report),
    ...(comparison === undefined ? [] : warnings(comparison)),
    ...(comparison === undefined ? resources(plan) : changes(comparison)),
  ];
  const tail = [...findings(report), ...cost(report), ...said(report), ...picture(report)];
  const used = [...head, ...tail].reduce((size, part) => size + part.length + 2, 0);
  const details = comparison === undefined ? [] : detailed(report, comparison, limit - used);
  return `${[...head, ...details, ...tail].join("\n\n")}\n`;
}

function failed({ plan, failures }: Report): string {
  const { shown, leftOut } = fitting(failures, limit - 1_000, ({ message }) => message.length + 10);
  const messages = shown.map(({ message }) => fenced(message, "text"));
  const first = failures[0]?.message ?? "";
  const rest =
    shown.length === 0 ? [fenced(first.slice(0, limit - 1_000), "text")] : missing(leftOut, "messages");
  return `${[`**${plain(plan.stack)}: the program failed**`, ...messages, ...rest].join("\n\n")}\n`;
}

/** Counts, cost and findings in a line. */
function firstLine({ plan, comparison, assessment }: Report): string {
  const happens =
    comparison === undefined
      ? `${plan.resources.length} resources`
      : `${verdict(comparison)} (against ${comparison.against})`;
  const { findings = [], mistakes = [] } = assessment?.policies ?? {};
  const mandatory =
    findings.filter(({ enforcement }) => enforcement === "mandatory").length + mistakes.length;
  const advisory = findings.length + mistakes.length - mandatory;
  const found = [mandatory > 0 ? `${mandatory} mandatory` : "", advisory > 0 ? `${advisory} advisory` : ""];
  const counts = found.filter(Boolean).join(" and ");
  const price =
    comparison === undefined
      ? assessment?.cost?.monthly && `${dollars(assessment.cost.monthly)} a month`
      : comparison.cost && costDifferenceText(comparison.cost);
  const policies =
    counts === "" ? "no findings" : `${counts} finding${findings.length + mistakes.length === 1 ? "" : "s"}`;
  const parts = [happens, price ?? "cost unknown", policies].map(plain).join(" · ");
  return `**${plain(plan.stack)}: ${parts}**`;
}

function warnings({ warnings }: Comparison): string[] {
  if (warnings.length === 0) return [];
  const { shown, leftOut } = fitting(warnings.map(plain), rooms.warnings, (text) => text.length + 6);
  return [
    [
      "> [!CAUTION]",
      ...shown.map((text) => `> - ${text}`),
      ...missing(leftOut, "warnings").map((text) => `> - ${text}`),
    ].join("\n"),
  ];
}

function changes(comparison: Comparison): string[] {
  const byGravity = [...comparison.changes].sort((a, b) => gravity[b.operation] - gravity[a.operation]);
  const rows = byGravity.map(row);
  const { shown, leftOut } = fitting(rows, rooms.rows, (cells) => cells.join(" | ").length + 5);
  return [
    ...comparison.images.map((image) => plain(imageLine(image))),
    table(["", "resource", "type", "what changes"], shown),
    ...missing(leftOut, "changed resources"),
  ].filter((text) => text !== "");
}

function row({ operation, urn, formerUrn, properties, images }: ResourceChange): string[] {
  const { name, type } = parseUrn(urn);
  const replacing = new Set(
    properties.filter(({ documented }) => documented.replaces === "yes").map(({ keys }) => keys[0] ?? ""),
  );
  const names = [...new Set(properties.map(({ keys }) => keys[0] ?? ""))];
  const what = [
    ...names.map((each) => (replacing.has(each) ? `${code(each)} replaces it` : code(each))),
    ...images.map((image) => `image of ${plain(image)}`),
    ...(formerUrn === undefined ? [] : [`was ${code(parseUrn(formerUrn).name)}`]),
  ];
  return [`${signs[operation]} ${operation}`, code(name), code(shortType(type)), what.join(", ")];
}

/** Without anything to compare with: what the stack consists of. */
function resources({ resources }: Plan): string[] {
  const rows = resources.map(({ name, type, protect }) => [
    code(name),
    code(shortType(type)),
    protect ? "protected" : "",
  ]);
  const { shown, leftOut } = fitting(rows, rooms.rows, (cells) => cells.join(" | ").length + 5);
  const content = [table(["resource", "type", ""], shown), ...missing(leftOut, "resources")].join("\n\n");
  return [folded("Resources", content)];
}

function detailed({ labels }: Report, { changes }: Comparison, room: number): string[] {
  // What changes is harder to see than what is new.
  const order = [
    ...changes.filter(({ after, before }) => after && before),
    ...changes.filter(({ before }) => !before),
  ];
  const details = order.map((change) => detailsOf(change, labels)).filter((text) => text !== "");
  const { shown, leftOut } = fitting(details, room - 200, (text) => text.length + 2);
  return [...shown, ...missing(leftOut, "resources' details")];
}

function findings({ assessment }: Report): string[] {
  if (assessment?.policies === undefined) return [];
  const { findings, waived, mistakes } = assessment.policies;
  const rows = findings.map(({ enforcement, rule, controls, urn, message }) => [
    enforcement === "mandatory" ? "**mandatory**" : enforcement,
    [code(rule), ...controls.map(plain)].join(" "),
    code(nameOf(urn)),
    plain(message),
  ]);
  const { shown, leftOut } = fitting(rows, rooms.findings / 2, (cells) => cells.join(" | ").length + 5);
  const waivedRows = waived.map(({ rule, urn, reason }) => [code(rule), code(nameOf(urn)), plain(reason)]);
  const kept = fitting(waivedRows, rooms.findings / 4, (cells) => cells.join(" | ").length + 5);
  const wrong = fitting(mistakes.map(plain), rooms.findings / 4, (text) => text.length + 16);
  return [
    ...wrong.shown.map((text) => `- **mandatory** ${text}`),
    ...missing(wrong.leftOut, "mistakes in waivers"),
    table(["finding", "rule", "resource", "what to do"], shown),
    ...missing(leftOut, "findings"),
    ...(waived.length === 0
      ? []
      : [
          folded(
            `${waived.length} waived on purpose`,
            [table(["rule", "resource", "reason"], kept.shown), ...missing(kept.leftOut, "waived")].join(
              "\n\n",
            ),
          ),
        ]),
  ].filter((text) => text !== "");
}

function cost({ assessment, comparison }: Report): string[] {
  if (assessment?.cost === undefined) return [];
  const { monthly, lines, refusal, region, date, noPrice, leftOut: notInIt } = assessment.cost;
  if (monthly === undefined) return [folded("Fixed monthly cost", plain(refusal ?? "no figures"))];
  const changed = (comparison?.cost?.lines ?? []).map((line) => [
    plain(line.what),
    code(nameOf(line.urn)),
    plain(line.before ? dollars(line.before) : ""),
    plain(line.after ? dollars(line.after) : ""),
  ]);
  const all = lines.map(({ what, urn, monthly, estimate, saving }) => [
    plain(what),
    code(nameOf(urn)),
    `${estimate ? "about " : ""}${plain(dollars(monthly))}`,
    saving ? code(saving.setting) : "",
  ]);
  const size = (cells: string[]) => cells.join(" | ").length + 5;
  const [some, whole] = [fitting(changed, rooms.cost / 2, size), fitting(all, rooms.cost / 2, size)];
  const content = [
    table(["what changes", "resource", "before", "after"], some.shown),
    ...missing(some.leftOut, "changed lines"),
    table(["all of it", "resource", "a month", "what lowers it"], whole.shown),
    ...missing(whole.leftOut, "lines"),
    ...noPrice
      .slice(0, 5)
      .map(({ what, urn }) => `No price known for ${plain(what)} (${code(nameOf(urn))}).`),
    plain(`Prices of ${region}, ${date}. Not in it: ${notInIt.join("; ")}.`),
  ].filter((text) => text !== "");
  return [folded(`Fixed monthly cost: ${plain(dollars(monthly))}`, content.join("\n\n"))];
}

/** What couldn't be compared, and what the program said. */
function said({ plan, comparison }: Report): string[] {
  const messages = plan.diagnostics
    .filter(({ severity }) => severity === "warning")
    .map(({ message }) => `Warning: ${hideSecrets(message.trim(), plan)}`);
  const lines = [...(comparison?.notes ?? []), ...messages].map((line) => `- ${plain(line)}`);
  if (lines.length === 0) return [];
  const { shown, leftOut } = fitting(lines, rooms.said, (line) => line.length);
  return [[...shown, ...missing(leftOut, "notes").map((text) => `- ${text}`)].join("\n")];
}

function picture(report: Report): string[] {
  const drawn = renderMermaid(report).trimEnd();
  return drawn.length > rooms.picture
    ? [folded("Picture", "It is too large for a comment: <code>--format mermaid</code> draws it.")]
    : [folded("Picture", fenced(drawn, "mermaid"))];
}

function missing(count: number, what: string): string[] {
  return count === 0 ? [] : [`… and ${count} ${what} left out`];
}
