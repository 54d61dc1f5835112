import picocolors from "picocolors";
import { stringify } from "yaml";
import type { Plan, PlannedResource } from "../engine/plan";
import { hideSecrets } from "../secrets";
import type { Outcome } from "../session";
import type { Labels } from "../stand-ins/labels";
import { countOperations } from "./json";
import { inTreeOrder, renderTree, shortType } from "./tree";
import { visible, withLabels } from "./visible";

const colours = picocolors.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

/** The plan for people: the tree, every resource in full, what the program said, outputs and counts. */
export function renderText({ plan, failures, labels }: Outcome): string {
  if (failures.length > 0) {
    const messages = failures.map(({ message }) => `${colours.red("error:")} ${message}`);
    return paragraphs([...section("Diagnostics", diagnostics(plan)), messages.join("\n\n")]);
  }
  return paragraphs([
    `Preview of ${plan.project}/${plan.stack}, offline: ‹name.property› stands for what AWS decides.`,
    renderTree(plan.resources, colours),
    ...inTreeOrder(plan.resources).flatMap((resource) => details(resource, labels)),
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

/** `content` as YAML; texts that hold JSON are laid out in it as they are. */
function document(content: ReturnType<typeof visible>, labels: Labels): string {
  if (content === null || typeof content !== "object" || Object.keys(content).length === 0) return "";
  const yaml = stringify(layOut(content), { lineWidth: 0, blockQuote: "literal" });
  return withLabels(yaml.trimEnd(), labels);
}

function layOut(value: ReturnType<typeof visible>): ReturnType<typeof visible> {
  if (Array.isArray(value)) return value.map(layOut);
  if (typeof value === "string") return /^\s*[[{]/.test(value) ? laidOutJson(value) : value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, layOut(inner)]));
}

function laidOutJson(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
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

function section(title: string, content: string): string[] {
  return content === "" ? [] : [`${colours.bold(`${title}:`)}\n${indent(content)}`];
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}

function paragraphs(parts: string[]): string {
  return `${parts.join("\n\n")}\n`;
}
