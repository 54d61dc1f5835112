import type { Diagnostic, PlannedResource, Severity } from "../engine/plan";
import type { Labels } from "../mock-outputs/labels";
import type { Comparison, Report } from "../report";
import { hideSecrets } from "../secrets";
import type { Outcome } from "../session";
import { countOperations, operation } from "./plan-operations";
import type { Step } from "./step";
import { mockOutputPaths, type Visible, visible } from "./visible";

/** The form of `pulumi preview --json`, with the paths of mock outputs in each step and with the stack's outputs. */
export function renderJson(report: Report): string {
  const { plan, config, failures, labels, assessment, comparison } = report;
  const { steps, ...difference } =
    comparison === undefined
      ? { steps: plan.resources.map((resource) => step(resource, labels)) }
      : differenceOf(report, comparison);
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
    changeSummary: countOperations(plan.resources),
    outputs: visible(plan.outputs),
    policies: assessment?.policies,
    cost: assessment?.cost,
    ...difference,
  };
  return `${JSON.stringify(digest, null, 4)}\n`;
}

function differenceOf(report: Report, comparison: Comparison) {
  const {
    comparedSteps,
    comparisonJson,
    countSteps,
  }: typeof import("./difference-json") = require("./difference-json");
  const { plan, labels } = report;
  const steps = comparedSteps(plan.resources, comparison, (resource) => step(resource, labels));
  return { steps, changeSummary: countSteps(steps), ...comparisonJson(report, comparison) };
}

/** What the engine writes before a message. */
const prefixes: Record<Severity, string> = {
  debug: "debug: ",
  info: "",
  "info#err": "",
  warning: "warning: ",
  error: "error: ",
};

function step(resource: PlannedResource, labels: Labels): Step {
  const inputs = visible(resource.inputs);
  return {
    op: operation(resource),
    urn: resource.urn,
    provider: resource.custom ? resource.provider : undefined,
    newState: newState(resource, inputs),
    detailedDiff: null,
    mockOutputs: nonEmpty(mockOutputPaths(inputs, labels)),
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
