import { createHash } from "node:crypto";
import { isMap, type PropertyMap, type Value } from "../engine/value";
import type { GeneratedName } from "./kubernetes-objects";

/**
 * Names in place of those that Pulumi would generate: with a digest of the object, so that another pod is another Job and other
 * files are another ConfigMap, as they are with Pulumi. An object that is left out has its logical name.
 */
export class Names {
  readonly #byPlanned: ReadonlyMap<string, GeneratedName>;
  readonly #names = new Map<string, string>();

  constructor(generated: readonly GeneratedName[]) {
    this.#byPlanned = new Map(generated.map((one) => [one.planned, one]));
  }

  /** `value` with its generated names replaced. */
  in(value: Value): Value {
    if (typeof value === "string") return this.#byPlanned.has(value) ? this.#of(value) : value;
    if (Array.isArray(value)) return value.map((item) => this.in(item));
    return isMap(value) ? this.inMap(value) : value;
  }

  /** The same for the properties of an object. */
  inMap(map: PropertyMap): PropertyMap {
    return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, this.in(item)]));
  }

  #of(planned: string): string {
    const known = this.#names.get(planned);
    if (known !== undefined) return known;
    const { name = planned, object } = this.#byPlanned.get(planned) ?? {};
    // Until the digest is known, for an object that has its own name in it.
    this.#names.set(planned, name);
    if (object === undefined) return name;
    const content = JSON.stringify(this.inMap(object.content));
    const digest = createHash("sha256").update(content).digest("hex").slice(0, 8);
    const whole = `${name}-${digest}`;
    this.#names.set(planned, whole);
    return whole;
  }
}
