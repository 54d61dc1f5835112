import type { PlannedResource } from "../engine/plan";
import { isMap, type PropertyMap, Secret } from "../engine/value";
import type { Step } from "../transition/step";
import type { Operation, ResourceChange } from "./change";
import { comparable, type Reading } from "./comparable";
import type { Match } from "./match";

/** Two compared plans and what was found out about them. */
export interface StepQuestion {
  matches: readonly Match[];
  changes: readonly ResourceChange[];
  baseReading: Reading;
  headReading: Reading;
}

const engineOperations: Record<Operation, Step["operation"]> = {
  create: "create",
  update: "update",
  "new revision": "replace",
  replace: "replace",
  delete: "delete",
  move: "same",
};

/**
 * What the engine does with each resource on the way from the base to the head. Both are read alike: under the URNs of the
 * head, with mock outputs as their labels, and with the identity of a replaced resource told from that of its former self.
 */
export function stepsOf({ matches, changes, baseReading, headReading }: StepQuestion): Step[] {
  const byUrn = new Map(changes.map((change) => [change.urn, change]));
  const moved = new Map(
    matches.flatMap(({ base, head }) => (base && head ? [[base.urn, head.urn] as const] : [])),
  );
  const steps = matches
    .filter(({ base, head }) => isReal(head ?? base))
    .map(({ base, head }) => {
      const change = byUrn.get(head?.urn ?? base?.urn ?? "");
      const step: Step = { operation: operationOf(change), base, head };
      return { step, change };
    });
  markDeletedFirst(steps);
  const replaced = new Set(
    steps.flatMap(({ step: { operation, head } }) => (operation === "replace" && head ? [head.urn] : [])),
  );
  return steps.map(({ step }) => ({
    ...step,
    base: step.base && inBase(step.base, baseReading, moved),
    head: step.head && inHead(step.head, headReading, replaced),
  }));
}

/** Components are made of what they contain; remote ones stand for what their plugin makes. */
export function isReal(resource: PlannedResource | undefined): boolean {
  return resource !== undefined && (resource.custom || resource.remote);
}

function operationOf(change: ResourceChange | undefined): Step["operation"] {
  if (change === undefined) return "same";
  const { operation, properties, consequences } = change;
  if (operation !== "replace") return engineOperations[operation];
  const replacing = [...properties, ...consequences].filter(
    ({ documented }) => documented.replaces === "yes",
  );
  return replacing.every(({ documented }) => documented.part !== undefined) ? "update" : "replace";
}

type Planned = { step: Step; change?: ResourceChange };

/**
 * Which replacements begin with the delete: those that the program or the provider says so of, and those that are replaced
 * because they hold an output of one of them (calculateDependentReplacements in step_generator.go of pulumi/pulumi).
 */
function markDeletedFirst(planned: readonly Planned[]): void {
  const replacements = planned.filter(({ step }) => step.operation === "replace");
  const first = new Set<string>();
  let isMoving = true;
  while (isMoving) {
    isMoving = false;
    for (const { step, change } of replacements) {
      if (step.deleteFirst || !step.head || !step.base) continue;
      const { head, base } = step;
      const follows = change?.consequences.some(
        ({ documented, keys }) =>
          documented.replaces === "yes" &&
          head.propertyDependencies[keys[0] ?? ""]?.some((urn) => first.has(urn)),
      );
      if (!(head.deleteBeforeReplace ?? isDeletedBeforeReplaced(head, base)) && !follows) continue;
      step.deleteFirst = true;
      first.add(head.urn);
      isMoving = true;
    }
  }
}

/** Types whose name is the program's in any case, and part of what replaces them. */
const neverAutoNamed = /^aws:route53\//;

/** Types that the AWS provider always deletes first: DeleteBeforeReplace in provider/resources.go of pulumi/pulumi-aws. */
const deletedFirst =
  /^aws:(ecr\/lifecyclePolicy|efs\/mountTarget|iam\/(role|user|group)?[pP]olicyAttachment):/;

/**
 * Whether the provider can't create the new one beside the present one: of some types, and with a name that the program gives it
 * (nameRequiresDeleteBeforeReplace in pkg/tfbridge/schema.go of pulumi/pulumi-terraform-bridge); for Kubernetes, with the
 * same name in the same namespace (Diff in provider/pkg/provider/provider.go of pulumi/pulumi-kubernetes).
 */
export function isDeletedBeforeReplaced(head: PlannedResource, base: PlannedResource): boolean {
  if (deletedFirst.test(head.type)) return true;
  if (neverAutoNamed.test(head.type)) return false;
  if (!head.type.startsWith("kubernetes:")) return isFixed(head.inputs.name) || isFixed(head.inputs.bucket);
  const [is, was] = [objectName(head.inputs), objectName(base.inputs)];
  return is !== undefined && is === was;
}

function isFixed(name: PropertyMap[string] | undefined): boolean {
  return typeof name === "string" || name instanceof Secret;
}

function objectName({ metadata }: PropertyMap): string | undefined {
  if (!isMap(metadata) || typeof metadata.name !== "string") return undefined;
  return JSON.stringify([metadata.namespace ?? "default", metadata.name]);
}

function inBase(
  resource: PlannedResource,
  reading: Reading,
  moved: ReadonlyMap<string, string>,
): PlannedResource {
  const now = (urn: string) => moved.get(urn) ?? urn;
  return {
    ...resource,
    urn: now(resource.urn),
    parent: resource.parent && now(resource.parent),
    dependencies: resource.dependencies.map(now),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([key, urns]) => [key, urns.map(now)]),
    ),
    inputs: read(resource.inputs, () => reading),
    ...identity(reading.renamed?.get(resource.name) ?? resource.name),
  };
}

function inHead(resource: PlannedResource, reading: Reading, replaced: ReadonlySet<string>): PlannedResource {
  const { urn, name, propertyDependencies } = resource;
  const inputs = read(resource.inputs, (property) => {
    const sources = (propertyDependencies[property] ?? []).filter((source) => replaced.has(source));
    if (sources.length === 0) return reading;
    const names = new Set(sources.map((source) => source.slice(source.lastIndexOf("::") + 2)));
    return { ...reading, isRenewed: (owner: string) => names.has(owner) };
  });
  return { ...resource, inputs, ...identity(replaced.has(urn) ? `new ${name}` : name) };
}

/** What the label of each of its outputs begins with. */
function identity(name: string): Pick<PlannedResource, "id" | "outputs"> {
  return { id: `‹${name}.`, outputs: {} };
}

function read(inputs: PropertyMap, readingOf: (property: string) => Reading): PropertyMap {
  return Object.fromEntries(
    Object.entries(inputs).map(([property, value]) => [property, comparable(value, readingOf(property))]),
  );
}
