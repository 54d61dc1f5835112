import { verdict } from "../diff";
import type { Plan, PlannedResource } from "../engine/plan";
import type { Labels } from "../mock-outputs/labels";
import type { Report } from "../report";
import { hideSecrets } from "../secrets";
import { assessmentParagraphs } from "./assessment-text";
import { colours } from "./colours";
import { differenceParagraphs } from "./difference-text";
import { countOperations } from "./json";
import { document, indent, section } from "./text-layout";
import { inTreeOrder, renderTree, shortType } from "./tree";
import { visible } from "./visible";

/** The plan for people: the tree, every resource in full, what the program said, outputs and counts. */
export function renderText(report: Report): string {
  const { plan, failures, labels, comparison } = report;
  if (failures.length > 0) {
    const messages = failures.map(({ message }) => `${colours.red("error:")} ${message}`);
    return paragraphs([...section("Diagnostics", diagnostics(plan)), messages.join("\n\n")]);
  }
  if (comparison !== undefined) {
    return paragraphs([
      ...differenceParagraphs(report, comparison, colours),
      ...assessmentParagraphs(report),
      ...section("Diagnostics", diagnostics(plan)),
      `Resources: ${verdict(comparison)}`,
    ]);
  }
  return paragraphs([
    `Preview of ${plan.project}/${plan.stack}, offline: ‹name.property› stands for what AWS decides.`,
    renderTree(plan.resources, colours),
    ...inTreeOrder(plan.resources).flatMap((resource) => details(resource, labels)),
    ...assessmentParagraphs(report),
    ...section("Diagnostics", diagnostics(plan)),
    ...section("Outputs", document(visible(plan.outputs), labels)),
    `Resources: ${summary(plan)}`,
  ]);
}

/** One resource, whole. JSON documents in it are laid out. */
function details(resource: PlannedResource, labels: Labels): string[] {
  const inputs = document(visible(resource.inputs), labels);
  if (inputs === "") return [];
  const title = `${colours.bold(resource.name)}  ${colours.dim(shortType(resource.type))}`;
  return [`${title}\n${indent(inputs)}`];
}

function diagnostics(plan: Plan): string {
  const paint = { warning: colours.yellow, error: colours.red };
  return plan.diagnostics
    .filter(({ severity }) => severity !== "debug" && severity !== "error")
    .map(({ severity, message, urn }) => {
      const about = plan.resources.find((resource) => resource.urn === urn && urn !== plan.resources[0]?.urn);
      const label = severity === "warning" ? `${paint.warning("warning:")} ` : "";
      return `${label}${about ? `${about.name}: ` : ""}${hideSecrets(message.trimEnd(), plan)}`;
    })
    .join("\n");
}

function summary(plan: Plan): string {
  return Object.entries(countOperations(plan.resources))
    .map(([name, count]) => colours.green(`${name === "create" ? "+ " : ""}${count} to ${name}`))
    .join(", ");
}

function paragraphs(parts: string[]): string {
  return `${parts.join("\n\n")}\n`;
}
