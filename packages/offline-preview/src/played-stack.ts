import { isDeepStrictEqual } from "node:util";
import { compareInSteps, type Operation, type ResourceChange, type Side } from "./diff";
import { contentOf } from "./diff/data-holders";
import type { PlannedResource } from "./engine/plan";
import { parseUrn } from "./engine/urn";
import type { PropertyMap } from "./engine/value";
import { Labels } from "./mock-outputs/labels";
import { RecordedPlan } from "./recorded-plan";
import { refusedByEngine } from "./transition/deletion";
import { urnOf } from "./transition/order";
import { outcomeOf } from "./transition/outcome";
import { play } from "./transition/play";
import { refusalText } from "./transition/refusal-text";
import type { Refusal, Step } from "./transition/step";

/** What an update does with one resource. */
export interface PlayedOperation {
  operation: Operation;
  urn: string;
  type: string;
  /** Logical name. */
  name: string;
  /** Paths of what changes, consequences of other replacements included. */
  properties: string[];
  /** Whether a replacement deletes the resource before it creates it again, so that it is missing in between. */
  deletedFirst: boolean;
  /** What is lost with a resource that is deleted or replaced, such as "its images". */
  lost?: string;
}

/** A step that is refused, with the line that a difference shows. */
export type PlayedRefusal = Refusal & { message: string };

/** What an update does, and what of it is refused. */
export interface PlayedUpdate {
  /** What is planned, sorted by URN. */
  operations: PlayedOperation[];
  /** Empty where `up` succeeds. */
  refusals: PlayedRefusal[];
}

/** What an update didn't get done with a resource. */
interface Unfinished {
  operation: Step["operation"];
  /** Why it was refused, if it was, and the inputs of the resource and of what it depends on. */
  refusal?: Refusal;
  inputs?: readonly PropertyMap[];
}

/** A stack in memory, whose updates are played against what AWS, Kubernetes and the engine refuse. */
export class PlayedStack {
  readonly #directory: string;
  #state: readonly PlannedResource[] = [];
  #labels = new Labels();
  /** What replacements left behind because nothing could be deleted: every update tries again. */
  #pending: readonly PlannedResource[] = [];
  /** What an update didn't get done; the next one does it even if the inputs are the same. */
  #unfinished = new Map<string, Unfinished>();

  /** `directory` is where the SDKs are installed, whose comments say what replaces. Default: the working directory. */
  constructor(directory = process.cwd()) {
    this.#directory = directory;
  }

  /** Another stack in the same state, so that several updates begin with it. */
  copy(): PlayedStack {
    const copy = new PlayedStack(this.#directory);
    copy.#state = this.#state;
    copy.#labels = this.#labels;
    copy.#pending = this.#pending;
    copy.#unfinished = new Map(this.#unfinished);
    return copy;
  }

  /** What exists, as it was last deployed. */
  get resources(): readonly PlannedResource[] {
    return this.#state;
  }

  /**
   * Deploys a plan. The state is then as the engine leaves it: neither what is refused is done nor what depends on it, and
   * nothing is deleted after a create or an update that is refused. Where the engine itself refuses, nothing is done at all.
   */
  up(plan: RecordedPlan): PlayedUpdate {
    const labels = plan.labels.with(this.#labels);
    const [base, head] = [side("the stack", this.#state, labels), side("the plan", plan.resources, labels)];
    const { difference, steps } = compareInSteps(base, head, { directory: this.#directory });
    for (const step of steps) {
      if (step.operation === "same") step.operation = this.#unfinished.get(urnOf(step))?.operation ?? "same";
    }
    const pending = this.#pending.map((resource): Step => ({ operation: "delete", base: resource }));
    const played = play([...pending, ...steps]);
    const refusals = [...played, ...this.#stillRefused(plan.resources, played)];
    if (!refusals.some(({ error }) => error === refusedByEngine)) {
      this.#apply(plan.resources, pending, steps, refusals);
      this.#labels = labels;
    }
    return {
      operations: difference.changes.map((change) => playedOperation(change, steps)),
      refusals: refusals.map((refusal) => ({ ...refusal, message: refusalText(refusal) })),
    };
  }

  /** Deletes everything. */
  destroy(): PlayedUpdate {
    return this.up(new RecordedPlan([], {}, []));
  }

  /**
   * Updates that were refused for what they refer to, and refer to the same: a resource that stays in a VPC that was replaced
   * meanwhile is in the wrong one ever after, which a plan alone doesn't show.
   */
  #stillRefused(planned: readonly PlannedResource[], refusals: readonly Refusal[]): Refusal[] {
    const inputsOf = inputsBehind(planned);
    return planned.flatMap(({ urn }) => {
      const { refusal, inputs: refused } = this.#unfinished.get(urn) ?? {};
      const isNew = refusal !== undefined && !refusals.some((other) => other.urn === urn);
      return isNew && refusal.step === "update" && isDeepStrictEqual(inputsOf(urn), refused) ? [refusal] : [];
    });
  }

  #apply(
    planned: readonly PlannedResource[],
    pending: readonly Step[],
    steps: readonly Step[],
    refusals: readonly Refusal[],
  ): void {
    const { done, deleted } = outcomeOf([...pending, ...steps], refusals);
    const byUrn = new Map(planned.map((resource) => [resource.urn, resource]));
    const formerly = new Map(this.#state.map((resource) => [resource.urn, resource]));
    const kept = steps.flatMap((step): PlannedResource[] => {
      const { aliases = [] } = byUrn.get(urnOf(step)) ?? {};
      const resource = done.has(step)
        ? byUrn.get(urnOf(step))
        : step.base !== undefined && !deleted.has(step)
          ? [urnOf(step), ...aliases].map((urn) => formerly.get(urn)).find(Boolean)
          : undefined;
      return resource === undefined ? [] : [resource];
    });
    const components = planned.filter(({ custom, remote }) => !custom && !remote);
    const leftBehind = steps.filter(
      (step) => step.operation === "replace" && done.has(step) && !deleted.has(step),
    );
    this.#state = [...components, ...kept];
    this.#pending = [...pending.filter((step) => !deleted.has(step)), ...leftBehind].flatMap(
      ({ base }) => base ?? [],
    );
    const inputsOf = inputsBehind(planned);
    this.#unfinished = new Map(
      steps.flatMap((step) => {
        if (done.has(step) || !step.head) return [];
        const urn = urnOf(step);
        const refusal = refusals.find((each) => each.urn === urn);
        return [[urn, { operation: step.operation, refusal, inputs: inputsOf(urn) }] as const];
      }),
    );
  }
}

/** The inputs of a planned resource and of those that it depends on. */
function inputsBehind(planned: readonly PlannedResource[]): (urn: string) => PropertyMap[] {
  const byUrn = new Map(planned.map((resource) => [resource.urn, resource]));
  return (urn) =>
    [urn, ...(byUrn.get(urn)?.dependencies ?? [])].flatMap((each) => {
      const resource = byUrn.get(each);
      return resource === undefined ? [] : [resource.inputs];
    });
}

function side(title: string, resources: readonly PlannedResource[], labels: Labels): Side {
  const plan = { project: "", stack: "", resources: [...resources], outputs: {}, diagnostics: [] };
  return { title, plan, labels, region: "", fromEngine: false, notes: [] };
}

function playedOperation(
  { operation, urn, base, properties, consequences }: ResourceChange,
  steps: readonly Step[],
): PlayedOperation {
  const { type, name } = parseUrn(urn);
  const isGone = operation === "delete" || operation === "replace";
  return {
    operation,
    urn,
    type,
    name,
    properties: [...properties, ...consequences].map(({ path }) => path),
    deletedFirst: steps.some((step) => urnOf(step) === urn && step.deleteFirst === true),
    lost: isGone && base && !base.retainOnDelete ? contentOf(base) : undefined,
  };
}
