import { readFileSync } from "node:fs";
import { z } from "zod";
import { regionOf } from "../config";
import type { Diagnostic, PlannedResource } from "../engine/plan";
import { parseUrn, stackType } from "../engine/urn";
import { type PropertyMap, unknown, unknownMark, type Value } from "../engine/value";
import { MockOutputs } from "../mock-outputs";
import { type Project, ProjectError } from "../project";
import { hidden } from "../secrets";
import type { Side } from "./change";
import { UnreadSecret } from "./comparable";

/** A saved plan that can't be compared with. */
export class SavedPlanError extends ProjectError {}

const texts = z.array(z.string()).nullish();
const stateForm = z.object({
  urn: z.string(),
  custom: z.boolean().nullish(),
  type: z.string(),
  id: z.string().nullish(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  parent: z.string().nullish(),
  protect: z.boolean().nullish(),
  external: z.boolean().nullish(),
  retainOnDelete: z.boolean().nullish(),
  provider: z.string().nullish(),
  dependencies: texts,
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
  aliases: texts,
  ignoreChanges: texts,
  replaceOnChanges: texts,
});
const planForm = z.object({
  steps: z.array(z.object({ op: z.string(), urn: z.string(), newState: stateForm.nullish() })),
  diagnostics: z.array(z.object({ severity: z.string(), message: z.string() })).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
  duration: z.number().nullish(),
});

/** Reads what `--format json` or `pulumi preview --json` wrote, for the stack that is planned now. */
export function readSavedPlan(path: string, { name, stack, config }: Project): Side {
  const at = { project: name, stack };
  const { steps, diagnostics, outputs, duration } = parse(path);
  const failure = diagnostics?.find(({ severity }) => severity === "error");
  if (failure) {
    throw new SavedPlanError(
      `--against ${path}: its program failed, so it is no whole plan: ${failure.message.trim()}`,
    );
  }
  const states = steps.flatMap(({ op, newState }) => (newState && !/^delete/.test(op) ? [newState] : []));
  const resources = [...new Map(states.map((state) => [state.urn, resourceOf(state)])).values()];
  const root = resources.find(({ type }) => type === stackType)?.urn ?? resources[0]?.urn ?? "";
  const [, , itsStack = "", itsProject = ""] = root.split(/::?/);
  if (resources.length > 0 && (itsStack !== stack || itsProject !== name)) {
    throw new SavedPlanError(
      `--against ${path}: it is a plan of ${itsProject}/${itsStack}, and this is one of ${name}/${stack}; name the stack with --stack`,
    );
  }
  const fromEngine = duration !== undefined && duration !== null;
  const region = regionIn(resources) ?? regionOf(config);
  const mockOutputs = new MockOutputs(at, region);
  if (!fromEngine) for (const resource of resources) mockOutputs.ofResource(resource, ownRegion(resource));
  const secret = states.some(({ inputs }) => JSON.stringify(inputs ?? {}).includes(hidden));
  return {
    title: path,
    plan: { ...at, resources, outputs: valuesOf(outputs ?? {}), diagnostics: messagesOf(diagnostics ?? []) },
    labels: mockOutputs.labels,
    region,
    fromEngine,
    notes: secret ? [`secrets aren't compared: ${path} doesn't hold their values`] : [],
  };
}

/** What the program said, without what the engine writes before it. */
function messagesOf(diagnostics: readonly { message: string }[]): Diagnostic[] {
  return diagnostics.map(({ message }) => {
    const warning = /^warning: /.test(message);
    return {
      severity: warning ? "warning" : "info",
      message: message.replace(/^warning: /, "").trimEnd(),
    };
  });
}

function parse(path: string): z.infer<typeof planForm> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new SavedPlanError(`--against ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const found = planForm.safeParse(content);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new SavedPlanError(
    `--against ${path}: it is no plan as --format json or pulumi preview --json writes one ` +
      `(${issue?.path.join(".") || "the whole"}: ${issue?.message})`,
  );
}

function resourceOf(state: z.infer<typeof stateForm>): PlannedResource {
  const custom = state.custom ?? false;
  return {
    urn: state.urn,
    type: state.type,
    name: parseUrn(state.urn).name,
    custom,
    remote: !custom && /^(awsx|eks):/.test(state.type),
    external: state.external ?? false,
    parent: state.parent ?? undefined,
    inputs: valuesOf(state.inputs ?? {}),
    outputs: {},
    id: state.id ?? undefined,
    dependencies: state.dependencies ?? [],
    propertyDependencies: Object.fromEntries(
      Object.entries(state.propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []]),
    ),
    provider: state.provider ?? undefined,
    providers: {},
    protect: state.protect ?? false,
    retainOnDelete: state.retainOnDelete ?? false,
    replaceWith: [],
    ignoreChanges: state.ignoreChanges ?? [],
    replaceOnChanges: state.replaceOnChanges ?? [],
    hideDiffs: [],
    additionalSecretOutputs: [],
    aliases: state.aliases ?? [],
  };
}

function valuesOf(content: Record<string, unknown>): PropertyMap {
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, readValue(value)]));
}

function readValue(content: unknown): Value {
  if (content === hidden) return new UnreadSecret();
  if (content === unknownMark || content === "[unknown]") return unknown;
  if (typeof content === "string" || typeof content === "number" || typeof content === "boolean")
    return content;
  if (Array.isArray(content)) return content.map(readValue);
  return content !== null && typeof content === "object" ? valuesOf({ ...content }) : null;
}

/** The region of the program's provider, which its mock outputs have. */
function regionIn(resources: PlannedResource[]): string | undefined {
  const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
  return provider === undefined ? undefined : ownRegion(provider);
}

function ownRegion({ inputs }: PlannedResource): string | undefined {
  return typeof inputs.region === "string" ? inputs.region : undefined;
}
