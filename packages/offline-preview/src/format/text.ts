import type { Plan, PlannedResource } from "../engine/plan";
import { shortType } from "../engine/urn";
import type { Labels } from "../mock-outputs/labels";
import type { Comparison, Report } from "../report";
import { hideSecrets } from "../secrets";
import { costParagraphs } from "./cost-text";
import { findingsParagraphs } from "./findings-text";
import { type Page, plainPage } from "./page";
import { document, indent, roomIn, section, title } from "./text-layout";
import { inTreeOrder, renderTree } from "./tree";
import { refusalOf, verdictOf } from "./verdict";
import { visible } from "./visible";
import { wrap } from "./wrap";

/** What is shown, and where. */
export interface TextOptions {
  /** Whether every resource's inputs and every waiver's reason are shown. Default: false. */
  details?: boolean;
  /** Default: a pipe of 80 columns. */
  page?: Page;
}

/** The plan for people: the tree, findings, cost, what the program said, outputs, and the verdict last. */
export function renderText(report: Report, { details = false, page = plainPage }: TextOptions = {}): string {
  const { plan, failures, labels, comparison } = report;
  const { colours } = page;
  if (failures.length > 0) {
    const messages = failures.map(({ message }) => `${colours.red("error:")} ${message}`);
    return paragraphs([...section("Diagnostics", diagnostics(plan, page), page), messages.join("\n\n")]);
  }
  if (comparison !== undefined) return paragraphs(differenceText(report, comparison, details, page));
  return paragraphs([
    title(`Preview of ${plan.project}/${plan.stack}`, page),
    renderTree(plan.resources, page),
    ...(details ? inTreeOrder(plan.resources).flatMap((resource) => inputs(resource, labels, page)) : []),
    ...findingsParagraphs(report, page, details),
    ...costParagraphs(report, page),
    ...section("Diagnostics", diagnostics(plan, page), page),
    ...section("Outputs", document(visible(plan.outputs), labels), page),
    paintedVerdict(report, page),
  ]);
}

/** What changes; one line where nothing does. */
function differenceText(report: Report, comparison: Comparison, details: boolean, page: Page): string[] {
  const { differenceParagraphs }: typeof import("./difference-text") = require("./difference-text");
  const { changes, outputs, notes, warnings, newMessages, against } = comparison;
  const said = new Set(newMessages);
  const content = [
    ...findingsParagraphs(report, page, details),
    ...costParagraphs(report, page),
    ...section(
      "Diagnostics",
      diagnostics(report.plan, page, ({ message }) => said.has(message)),
      page,
    ),
  ];
  const isSame = changes.length === 0 && outputs.length === 0 && warnings.length === 0;
  if (isSame) {
    const unknown = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
    return [...content, `Against ${against}: ${paintedVerdict(report, page)}${unknown}`];
  }
  return [
    ...differenceParagraphs(report, comparison, page, details),
    ...content,
    ...section("Notes", notes.flatMap((note) => wrap(note, roomIn(page), "  ", "")).join("\n"), page),
    paintedVerdict(report, page),
  ];
}

/** One resource, whole. JSON documents in it are laid out. */
function inputs(resource: PlannedResource, labels: Labels, { colours }: Page): string[] {
  const content = document(visible(resource.inputs), labels);
  if (content === "") return [];
  const heading = `${colours.bold(resource.name)}  ${colours.dim(shortType(resource.type))}`;
  return [`${heading}\n${indent(content)}`];
}

function diagnostics(
  plan: Plan,
  page: Page,
  isShown: (diagnostic: Plan["diagnostics"][number]) => boolean = () => true,
): string {
  const { colours } = page;
  return plan.diagnostics
    .filter((each) => each.severity !== "debug" && each.severity !== "error" && isShown(each))
    .flatMap(({ severity, message, urn }) => {
      const about = plan.resources.find((resource) => resource.urn === urn && urn !== plan.resources[0]?.urn);
      const label = severity === "warning" ? `${colours.yellow("warning:")} ` : "";
      const text = `${label}${about ? `${about.name}: ` : ""}${hideSecrets(message.trimEnd(), plan)}`;
      return text.split("\n").flatMap((line) => wrap(line, roomIn(page), "  ", ""));
    })
    .join("\n");
}

function paintedVerdict(report: Report, { colours }: Page): string {
  const text = verdictOf(report);
  return refusalOf(report) === undefined ? colours.green(text) : colours.red(text);
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}
