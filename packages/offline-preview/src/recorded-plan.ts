import type { Diagnostic, Plan, PlannedResource } from "./engine/plan";
import { stackType } from "./engine/urn";
import { type PropertyMap, Secret, type Value } from "./engine/value";
import { Labels } from "./mock-outputs/labels";

/** What a program asked for. */
export class RecordedPlan {
  constructor(
    /** Sorted by URN, the stack itself left out. */
    readonly resources: PlannedResource[],
    /** What the program returned, as the stack's outputs. */
    readonly outputs: PropertyMap,
    /** What the program said, in its order. */
    readonly diagnostics: Diagnostic[],
    /** The stack itself, which is the parent of all others. */
    readonly root: PlannedResource[] = [],
    /** Which texts in it are mock outputs. */
    readonly labels: Labels = new Labels(),
  ) {}

  /** The resources, outputs and diagnostics of `plan`. */
  static of({ resources, outputs, diagnostics }: Plan, labels?: Labels): RecordedPlan {
    const isStack = ({ type }: PlannedResource) => type === stackType;
    return new RecordedPlan(
      resources.filter((resource) => !isStack(resource)),
      outputs,
      diagnostics,
      resources.filter(isStack),
      labels,
    );
  }

  /**
   * The one resource of a type (its token, or the end of it such as "Repository") with this logical name; the type may be
   * left out where only one resource has the name.
   *
   * @throws Error that lists what there is, where it isn't exactly one.
   */
  resource(name: string): PlannedResource;
  resource(type: string, name: string): PlannedResource;
  resource(...both: string[]): PlannedResource {
    const [type = "", name = ""] = both.length === 1 ? ["", ...both] : both;
    return this.#only(
      this.resources.filter((resource) => resource.name === name && isOfType(resource, type)),
      `are called "${name}"${type && ` with type ${type}`}`,
    );
  }

  /** All resources of a type: the whole token, or its end such as "Repository" or "ecr/repository:Repository". */
  ofType(type: string): PlannedResource[] {
    return this.resources.filter((resource) => isOfType(resource, type));
  }

  /** The one resource of a type. */
  theOne(type: string): PlannedResource {
    return this.#only(this.ofType(type), `have the type ${type}`);
  }

  /** The resources that `parent` is the parent of. */
  childrenOf(parent: PlannedResource): PlannedResource[] {
    return this.resources.filter((resource) => resource.parent === parent.urn);
  }

  /** Logical names of the resources that `resource` depends on, sorted. */
  dependenciesOf(resource: PlannedResource): string[] {
    return resource.dependencies.map((urn) => urn.slice(urn.lastIndexOf("::") + 2)).sort();
  }

  #only(found: PlannedResource[], what: string): PlannedResource {
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    const listed = (found.length > 1 ? found : this.resources).map(
      ({ type, name }) => `  ${name}  (${type})`,
    );
    const count = found.length === 0 ? "no" : found.length;
    throw new Error(`${count} resources ${what}; the plan has:\n${listed.join("\n")}`);
  }
}

/** Marks a value that a plan must keep secret, for comparisons. */
export function secret(value: Value): Secret {
  return new Secret(value);
}

/** Takes a JSON document that is an input apart, such as a policy or container definitions. */
export function json(value: Value | undefined): unknown {
  const text = value instanceof Secret ? value.value : value;
  if (typeof text !== "string") throw new Error(`expected a JSON text, found ${JSON.stringify(value)}`);
  return JSON.parse(text);
}

function isOfType({ type }: PlannedResource, wanted: string): boolean {
  return type === wanted || type.endsWith(`:${wanted}`) || type.endsWith(`/${wanted}`) || wanted === "";
}
