import type { PlannedResource } from "../engine/plan";
import { stackType } from "../engine/urn";
import type { Rename, ResourceChange, Side } from "./change";
import {
  type Comparable,
  canonical,
  comparable,
  holdsMockOutput,
  type Reading,
  SecretNumbers,
  textsIn,
  unknownMark,
} from "./comparable";
import { isLike } from "./engine-plan";
import { buildsImages, type ImageChange, referenceIn, replacementsFor } from "./images";
import type { Match } from "./match";
import { operationOf } from "./operations";
import { type PropertyChange, propertyChanges } from "./property-changes";
import { type RenamedPair, renamed } from "./renames";
import type { Documentation, Documented } from "./replacement";
import { isOption, resourceOptions } from "./resource-options";

/** Compares the resources of two plans one by one. */
export class Comparison {
  /** How the values of the base are read. */
  readonly baseReading: Reading;
  /** How the values of the head are read. */
  readonly headReading: Reading;
  /** The images that are built anew. */
  readonly images: readonly ImageChange[];
  #unread = 0;

  constructor(
    private readonly base: Side,
    private readonly head: Side,
    matches: readonly Match[],
    private readonly documentation: Documentation,
  ) {
    const labels = head.labels.with(base.labels);
    const secrets = new SecretNumbers(() => publicTexts([base, head], this.headReading));
    this.baseReading = { labels, secrets, renamed: renamedOwners(matches) };
    this.headReading = { labels, secrets };
    this.images = matches.flatMap((each) => this.#imageChange(each));
  }

  /** What happens to one resource, if anything. */
  resource({ base, head }: Match): ResourceChange[] {
    const urn = head?.urn ?? base?.urn ?? "";
    const none = { urn, base, head, properties: [], images: [], consequences: [] };
    if (base === undefined || head === undefined) return [{ ...none, operation: operationOf(none) }];
    if (base === head && this.#readsAlike) return [];
    const all = this.#properties(base, head, this.baseReading);
    const replaced = this.images.flatMap(replacementsFor);
    const own =
      all.length === 0 || replaced.length === 0
        ? all
        : this.#properties(base, head, { ...this.baseReading, replaced });
    const isSame = JSON.stringify(own) === JSON.stringify(all);
    const named = isSame ? [] : this.images.filter((image) => this.#names(base, image));
    for (const image of named) if (image.urn !== urn) image.followers.push({ name: head.name, urn });
    const baseUrn = base.urn === urn ? undefined : base.urn;
    const properties = own.map((change) => ({ ...change, documented: this.#documented(head, change) }));
    if (properties.length === 0 && named.length === 0 && baseUrn === undefined) return [];
    const change = { ...none, baseUrn, properties, images: named.map(({ service }) => service) };
    return [{ ...change, operation: operationOf(change) }];
  }

  /** Whether the same inputs are the same in both plans: no resource has another name, no image another reference. */
  get #readsAlike(): boolean {
    return this.baseReading.renamed?.size === 0 && this.images.length === 0;
  }

  /**
   * What else is different between two resources of which one stands in the place of the other.
   *
   * @param shortened Pairs among the others whose names don't follow from that of the whole.
   */
  rename({ base, head, from, to }: RenamedPair, shortened: readonly RenamedPair[]): Rename {
    const replaced = this.images.flatMap(replacementsFor);
    const read = comparable(this.#comparedInputs(base, head), { ...this.baseReading, replaced });
    const owners = shortened.map((pair) => [`‹${renamed(pair.base.name, from, to)}.`, `‹${pair.head.name}.`]);
    const renamedText = (text: string) =>
      owners.reduce(
        (result, [owner = "", other = ""]) => result.replaceAll(owner, other),
        renamed(text, from, to),
      );
    const renamedTexts = (value: Comparable): Comparable => {
      if (typeof value === "string") return renamedText(value);
      if (Array.isArray(value)) return value.map(renamedTexts);
      if (value === null || typeof value !== "object") return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [renamed(key, from, to), renamedTexts(inner)]),
      );
    };
    const properties = propertyChanges(
      renamedTexts(read),
      comparable(this.#comparedInputs(head, head), this.headReading),
    );
    return { base, head, properties };
  }

  /** What differs in the stack's outputs, images left out. */
  outputs(): PropertyChange[] {
    const replaced = this.images.flatMap(replacementsFor);
    return propertyChanges(
      comparable(this.base.plan.outputs, { ...this.baseReading, replaced }),
      comparable(this.head.plan.outputs, this.headReading),
    );
  }

  /** What couldn't be compared. */
  notes(): string[] {
    if (!this.base.fromEngine) return [];
    const unread =
      this.#unread === 0
        ? ""
        : `, and ${this.#unread} values that were unknown there or are mock outputs here`;
    return [
      `${this.base.title} comes from the Pulumi engine: not compared are the inputs and children of remote components, ` +
        `properties that only the engine fills in${unread}`,
    ];
  }

  #properties(base: PlannedResource, head: PlannedResource, reading: Reading): PropertyChange[] {
    const inputs = propertyChanges(
      comparable(this.#comparedInputs(base, head), reading),
      comparable(this.#comparedInputs(head, head), this.headReading),
    ).filter((change) => !isIgnored(change, head) && this.#canBeKnown(change));
    return [...inputs, ...propertyChanges(...resourceOptions(base, head, this.base.fromEngine))];
  }

  /** Components of the program show what changes in their children; remote ones have inputs alone. */
  #comparedInputs(resource: PlannedResource, { custom, remote }: PlannedResource): PlannedResource["inputs"] {
    return custom || (remote && !this.base.fromEngine) ? resource.inputs : {};
  }

  /** Whether the engine's plan and this one speak of the same thing: neither unknown, nor a mock output, nor a default. */
  #canBeKnown({ base, head, inDocument }: PropertyChange): boolean {
    if (!this.base.fromEngine) return true;
    if (head === undefined) return inDocument;
    const [inBase, inHead] = [canonical(base ?? null), canonical(head)];
    if (base !== undefined && (inBase.includes("[unknown]") || holdsMockOutput(inHead))) {
      this.#unread++;
      return !inBase.includes("[unknown]") && !isLike(inBase, inHead);
    }
    return true;
  }

  #documented(resource: PlannedResource, change: PropertyChange): Documented {
    const [property = ""] = change.keys;
    return isOption(property)
      ? { replaces: "not documented" }
      : this.documentation.ofResource(resource, change);
  }

  #names(resource: PlannedResource, { base }: ImageChange): boolean {
    const text = canonical(comparable(resource.inputs, { ...this.baseReading, secrets: openSecrets }));
    return replacementsFor({ base, head: base }).some(([reference]) => text.includes(reference));
  }

  #imageChange({ base, head }: Match): ImageChange[] {
    if (base === undefined || head === undefined || !buildsImages(head.type)) return [];
    const inBase = referenceIn(comparable(base.inputs, this.baseReading));
    const inHead = referenceIn(comparable(head.inputs, this.headReading));
    if (inBase === undefined || inHead === undefined || inBase === inHead || inBase === unknownMark)
      return [];
    if (this.base.fromEngine && isLike(inBase, inHead)) return [];
    const { name, urn, parent } = head;
    const component = this.head.plan.resources.find((resource) => resource.urn === parent);
    const service = component === undefined || component.type === stackType ? name : component.name;
    return [{ service, urn, base: inBase, head: inHead, followers: [] }];
  }
}

/** Lets a comparison look into secrets, without showing any. */
const openSecrets = new (class extends SecretNumbers {
  override hide(content: Comparable): Comparable {
    return content;
  }
})();

/** Every text that stands in clear in inputs or stack files of the plans. */
function publicTexts(sides: readonly Side[], reading: Reading): ReadonlySet<string> {
  const withoutSecrets = new (class extends SecretNumbers {
    override hide(): Comparable {
      return null;
    }
  })();
  const open = { ...reading, secrets: withoutSecrets };
  const texts = sides.flatMap(({ plan, config = {} }) => [
    ...plan.resources.flatMap(({ inputs }) => textsIn(comparable(inputs, open))),
    ...Object.values(config).flatMap(({ text, secret }) =>
      secret && !/^[[{]/.test(text) ? [] : textsIn(text),
    ),
  ]);
  return new Set(texts.filter((text) => !/\[(former )?secret\]/.test(text)));
}

/** Names in the head of resources that have another one in the base. */
function renamedOwners(matches: readonly Match[]): Map<string, string> {
  return new Map(
    matches.flatMap(({ base, head }) =>
      base !== undefined && head !== undefined && base.name !== head.name
        ? [[base.name, head.name] as const]
        : [],
    ),
  );
}

function isIgnored({ path, keys }: PropertyChange, { ignoreChanges }: PlannedResource): boolean {
  return ignoreChanges.some(
    (ignored) => ignored === "*" || ignored === keys[0] || path === ignored || path.startsWith(`${ignored}.`),
  );
}
