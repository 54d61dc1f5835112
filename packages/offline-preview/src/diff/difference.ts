import type { Plan, PlannedResource } from "../engine/plan";
import { stackType } from "../engine/urn";
import type { Labels } from "../mock-outputs/labels";
import {
  type Comparable,
  canonical,
  comparable,
  holdsStandIn,
  type Reading,
  SecretNumbers,
  unknownMark,
} from "./comparable";
import { isDefaultProvider, isMadeByPlugin } from "./engine-plan";
import { buildsImages, type ImageChange, referenceIn, replacementsFor } from "./images";
import { type Match, match } from "./match";
import { type PropertyChange, propertyChanges } from "./property-changes";
import { Documentation, type Documented } from "./replacement";
import { warningsAbout } from "./warnings";

/** One of the two plans that are compared. */
export interface Side {
  /** What people call it: "main", "plan.json". */
  title: string;
  plan: Plan;
  labels: Labels;
  /** Region of the stack. */
  region: string;
  /** Whether the real engine made it: then it has the parts of remote components, and no mock outputs. */
  fromEngine: boolean;
  /** What isn't as it seems about it. */
  notes: string[];
}

/** A changed property, with what the provider's documentation says about such a change. */
export type DocumentedChange = PropertyChange & { documented: Documented };

/** What happens to one resource. */
export interface ResourceChange {
  operation: "create" | "delete" | "replace" | "update" | "move";
  urn: string;
  /** The URN that it had, where that was another one. */
  formerUrn?: string;
  before?: PlannedResource;
  after?: PlannedResource;
  properties: DocumentedChange[];
  /** Names of the images whose new reference is in it, too. */
  images: string[];
}

/** Everything that one plan changes in the other. */
export interface Difference {
  /** What people call the former plan. */
  against: string;
  /** Sorted by URN. */
  changes: ResourceChange[];
  images: ImageChange[];
  outputs: PropertyChange[];
  /** Resources of the present plan that nothing happens to. */
  unchanged: number;
  /** What destroys something that can't be made again. */
  warnings: string[];
  /** What couldn't be compared. */
  notes: string[];
}

/** What `after` changes in `before`. `directory` is where the SDKs are installed. */
export function compare(before: Side, after: Side, directory: string): Difference {
  const matches = match(
    before.plan.resources.filter((resource) => isCompared(resource, before, after)),
    after.plan.resources.filter(({ type }) => type !== stackType),
  );
  const comparison = new Comparison(before, after, matches, new Documentation(directory));
  const changes = matches.flatMap((each) => comparison.resource(each));
  const images = comparison.images();
  return {
    against: before.title,
    changes,
    images,
    outputs: before.fromEngine ? [] : comparison.outputs(),
    unchanged: matches.filter(({ after }) => after !== undefined).length - comparison.changed,
    warnings: warningsAbout(changes),
    notes: [...before.notes, ...comparison.notes()],
  };
}

/** The present URN of each resource that had another one. */
export function formerNames({ changes }: Difference): Map<string, string> {
  return new Map(
    changes.flatMap(({ urn, formerUrn }) => (formerUrn === undefined ? [] : [[formerUrn, urn]])),
  );
}

function isCompared(resource: PlannedResource, { fromEngine, plan }: Side, after: Side): boolean {
  if (resource.type === stackType) return false;
  if (!fromEngine) return true;
  return !isDefaultProvider(resource) && !isMadeByPlugin(resource, plan, after.plan);
}

class Comparison {
  /** How many resources of the present plan differ from the former. */
  changed = 0;
  readonly #before: Reading;
  readonly #after: Reading;
  readonly #images: ImageChange[];
  #unread = 0;

  constructor(
    private readonly former: Side,
    private readonly present: Side,
    matches: Match[],
    private readonly documentation: Documentation,
  ) {
    const secrets = new SecretNumbers();
    const labels = present.labels.with(former.labels);
    this.#before = { labels, secrets, renamed: renamedOwners(matches) };
    this.#after = { labels, secrets };
    this.#images = matches.flatMap((each) => this.#imageChange(each));
  }

  /** What happens to one resource, if anything. */
  resource({ before, after }: Match): ResourceChange[] {
    if (before === undefined || after === undefined) {
      const resource = after ?? before;
      if (resource === undefined) return [];
      if (after !== undefined) this.changed++;
      const operation = after === undefined ? "delete" : "create";
      return [{ operation, urn: resource.urn, before, after, properties: [], images: [] }];
    }
    const all = this.#properties(before, after, this.#before);
    const replaced = this.#images.flatMap(replacementsFor);
    const properties =
      all.length === 0 || replaced.length === 0
        ? all
        : this.#properties(before, after, { ...this.#before, replaced });
    const isSame = JSON.stringify(properties) === JSON.stringify(all);
    const named = isSame ? [] : this.#images.filter((image) => this.#names(before, image));
    const formerUrn = before.urn === after.urn ? undefined : before.urn;
    if (all.length > 0 || formerUrn !== undefined) this.changed++;
    if (properties.length === 0 && formerUrn === undefined) {
      const { name, urn } = after;
      for (const image of named) if (image.urn !== urn) image.followers.push({ name, urn });
      return [];
    }
    const documented = properties.map((change) => ({
      ...change,
      documented: this.#documented(after, change),
    }));
    const replaces = documented.some((change) => change.documented.replaces === "yes");
    const operation = replaces ? "replace" : properties.length > 0 ? "update" : "move";
    const images = named.filter(({ urn }) => urn !== after.urn).map(({ service }) => service);
    return [{ operation, urn: after.urn, formerUrn, before, after, properties: documented, images }];
  }

  /** The images that are built anew. */
  images(): ImageChange[] {
    return this.#images;
  }

  /** What differs in the stack's outputs, images left out. */
  outputs(): PropertyChange[] {
    const replaced = this.#images.flatMap(replacementsFor);
    return propertyChanges(
      comparable(this.former.plan.outputs, { ...this.#before, replaced }),
      comparable(this.present.plan.outputs, this.#after),
    );
  }

  /** What this comparison couldn't compare. */
  notes(): string[] {
    if (!this.former.fromEngine) return [];
    const unread =
      this.#unread === 0
        ? ""
        : `, and ${this.#unread} values that were unknown there or are mock outputs here`;
    return [
      `${this.former.title} comes from the Pulumi engine: not compared are the inputs and parts of components that plugins build, ` +
        `properties that only the engine fills in${unread}`,
    ];
  }

  #properties(before: PlannedResource, after: PlannedResource, reading: Reading): PropertyChange[] {
    const inputs = propertyChanges(
      comparable(this.#comparedInputs(before, after), reading),
      comparable(this.#comparedInputs(after, after), this.#after),
    ).filter((change) => !isIgnored(change, after) && this.#canBeKnown(change));
    return [...inputs, ...propertyChanges(...optionsOf(before, after, this.former.fromEngine))];
  }

  /** Components of the program show what changes in their children; those that plugins build have inputs alone. */
  #comparedInputs(resource: PlannedResource, { custom, remote }: PlannedResource): PlannedResource["inputs"] {
    return custom || (remote && !this.former.fromEngine) ? resource.inputs : {};
  }

  /** Whether the engine's plan and this one speak of the same thing: neither unknown, nor a mock output, nor a default. */
  #canBeKnown({ before, after, inDocument }: PropertyChange): boolean {
    if (!this.former.fromEngine) return true;
    if (after === undefined) return inDocument;
    const [old, fresh] = [canonical(before ?? null), canonical(after)];
    if (before !== undefined && (old.includes("[unknown]") || holdsStandIn(fresh))) {
      this.#unread++;
      return !old.includes("[unknown]") && !isLike(old, fresh);
    }
    return true;
  }

  #documented(resource: PlannedResource, { path, keys }: PropertyChange): Documented {
    const [property = ""] = keys;
    if (resource.replaceOnChanges.some((each) => each === property || each === "*" || each === path)) {
      return { replaces: "yes", sentence: "the program says so: replaceOnChanges" };
    }
    if (property.startsWith(optionPrefix)) return { replaces: "not documented" };
    return this.documentation.onChange(resource.type, keys);
  }

  #names(resource: PlannedResource, { before }: ImageChange): boolean {
    const text = canonical(comparable(resource.inputs, { ...this.#before, secrets: openSecrets }));
    return replacementsFor({ before, after: before }).some(([reference]) => text.includes(reference));
  }

  #imageChange({ before, after }: Match): ImageChange[] {
    if (before === undefined || after === undefined || !buildsImages(after.type)) return [];
    const old = referenceIn(comparable(before.inputs, this.#before));
    const fresh = referenceIn(comparable(after.inputs, this.#after));
    if (old === undefined || fresh === undefined || old === fresh || old === unknownMark) return [];
    if (this.former.fromEngine && isLike(old, fresh)) return [];
    const { name, urn, parent } = after;
    const component = this.present.plan.resources.find((resource) => resource.urn === parent);
    const service = component === undefined || component.type === stackType ? name : component.name;
    return [{ service, urn, before: old, after: fresh, followers: [] }];
  }
}

/** Lets a comparison look into secrets, without showing any. */
const openSecrets = new (class extends SecretNumbers {
  override mark(content: Comparable): string {
    return canonical(content);
  }
})();

/** Names of resources that are called otherwise now. */
function renamedOwners(matches: Match[]): Map<string, string> {
  return new Map(
    matches.flatMap(({ before, after }) =>
      before !== undefined && after !== undefined && before.name !== after.name
        ? [[before.name, after.name] as const]
        : [],
    ),
  );
}

/** Begins what isn't an input but an option of the resource. */
const optionPrefix = "(";

function optionsOf(
  before: PlannedResource,
  after: PlannedResource,
  fromEngine: boolean,
): [Comparable, Comparable] {
  const read = ({ protect, retainOnDelete }: PlannedResource) => ({
    "(protect)": protect,
    "(retainOnDelete)": retainOnDelete,
  });
  const [old, fresh] = [providerOf(before), providerOf(after)];
  // The engine makes default providers of its own, and a saved plan has no provider of a component.
  return fromEngine || old === undefined || fresh === undefined
    ? [read(before), read(after)]
    : [
        { ...read(before), "(provider)": old },
        { ...read(after), "(provider)": fresh },
      ];
}

/** URN of a provider: its id is known to the engine alone. */
function providerOf({ provider }: PlannedResource): string | undefined {
  return provider?.slice(0, provider.lastIndexOf("::"));
}

function isIgnored({ path, keys }: PropertyChange, { ignoreChanges }: PlannedResource): boolean {
  return ignoreChanges.some(
    (ignored) => ignored === "*" || ignored === keys[0] || path === ignored || path.startsWith(`${ignored}.`),
  );
}

/** Whether a text could be what another one has with mock outputs in it. */
function isLike(text: string, withStandIns: string): boolean {
  const literal = withStandIns.split(/‹[^›]+›/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join("[\\s\\S]*")}$`).test(text);
}
