import type { Diagnostic, PlannedResource, Severity } from "../engine/plan";
import type { Labels } from "../mock-outputs/labels";
import type { Report } from "../report";
import { hideSecrets } from "../secrets";
import type { Outcome } from "../session";
import { comparedSteps, comparisonJson, countSteps } from "./difference-json";
import { standInPaths, type Visible, visible } from "./visible";

/** The form of `pulumi preview --json`, with the paths of mock outputs in each step and with the stack's outputs. */
export function renderJson({ plan, config, failures, labels, assessment, comparison }: Report): string {
  const steps =
    comparison === undefined
      ? plan.resources.map((resource) => step(resource, labels))
      : comparedSteps(plan.resources, comparison, (resource) => step(resource, labels));
  const diagnostics = [
    ...plan.diagnostics.filter(({ severity }) => severity !== "debug" && severity !== "error"),
    ...failures.map(({ message, urn }): Diagnostic => ({ severity: "error", message, urn })),
  ];
  const digest = {
    config: Object.fromEntries(
      Object.keys(config)
        .sort()
        .map((key) => [key, shownConfig(config[key])]),
    ),
    steps,
    diagnostics: diagnostics.map(({ severity, message, urn }) => ({
      urn,
      message: `${prefixes[severity]}${hideSecrets(message, plan).trimEnd()}\n`,
      severity,
    })),
    changeSummary: comparison === undefined ? countOperations(plan.resources) : countSteps(steps),
    outputs: visible(plan.outputs),
    policies: assessment?.policies,
    cost: assessment?.cost,
    ...(comparison === undefined ? {} : comparisonJson(comparison)),
  };
  return `${JSON.stringify(digest, null, 4)}\n`;
}

/** What the engine writes before a message. */
const prefixes: Record<Severity, string> = {
  debug: "debug: ",
  info: "",
  "info#err": "",
  warning: "warning: ",
  error: "error: ",
};

/** One step of `pulumi preview --json`. */
export interface Step {
  op: string;
  urn: string;
  [key: string]: unknown;
}

/** What happens to a resource: everything is new, except for what is only read or taken over. */
export function operation({ external, importId }: PlannedResource): "create" | "read" | "import" {
  if (external) return "read";
  return importId === undefined ? "create" : "import";
}

/** How many resources each operation that changes something is planned for. */
export function countOperations(resources: PlannedResource[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const resource of resources) {
    const planned = operation(resource);
    if (planned !== "read") counts[planned] = (counts[planned] ?? 0) + 1;
  }
  return counts;
}

function step(resource: PlannedResource, labels: Labels): Step {
  const inputs = visible(resource.inputs);
  return {
    op: operation(resource),
    urn: resource.urn,
    provider: resource.custom ? resource.provider : undefined,
    newState: newState(resource, inputs),
    detailedDiff: null,
    mockOutputs: nonEmpty(standInPaths(inputs, labels)),
  };
}

/** The keys of ResourceV3 in sdk/go/common/apitype/core.go of pulumi/pulumi, in their order. */
function newState(resource: PlannedResource, inputs: Visible): { [key: string]: unknown } {
  return {
    urn: resource.urn,
    custom: resource.custom,
    id: resource.external ? resource.id : undefined,
    type: resource.type,
    inputs: nonEmpty(inputs),
    parent: resource.parent,
    protect: resource.protect || undefined,
    external: resource.external || undefined,
    dependencies: nonEmpty(resource.dependencies),
    provider: resource.custom ? resource.provider : undefined,
    propertyDependencies: nonEmpty(resource.propertyDependencies),
    additionalSecretOutputs: nonEmpty(resource.additionalSecretOutputs),
    aliases: nonEmpty(resource.aliases),
    customTimeouts: resource.customTimeouts,
    importID: resource.importId,
    retainOnDelete: resource.retainOnDelete || undefined,
    deletedWith: resource.deletedWith,
    replaceWith: nonEmpty(resource.replaceWith),
    ignoreChanges: nonEmpty(resource.ignoreChanges),
    hideDiff: nonEmpty(resource.hideDiffs),
    replaceOnChanges: nonEmpty(resource.replaceOnChanges),
  };
}

function nonEmpty<T>(value: T): T | undefined {
  return value !== null && typeof value === "object" && Object.keys(value).length === 0 ? undefined : value;
}

function shownConfig(value: Outcome["config"][string] | undefined): string {
  return value === undefined || (value.secret && !/^[[{]/.test(value.text)) ? "[secret]" : value.text;
}
