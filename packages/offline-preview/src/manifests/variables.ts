import type { PropertyMap, Value } from "../engine/value";
import { isMap, Unknown } from "../engine/value";
import { type Visible, visible } from "../format/visible";
import type { Labels } from "../mock-outputs/labels";

/**
 * The variables that manifests have in place of values that only the cloud can compute: `${WEB_REPOSITORY_URL}`, which `envsubst`
 * and Flux replace.
 */
export class Variables {
  readonly #meanings = new Map<string, string>();

  constructor(private readonly labels: Labels) {}

  /** The names and what they stand for, such as web.repositoryUrl, sorted. */
  get all(): { name: string; meaning: string }[] {
    return [...this.#meanings]
      .map(([name, meaning]) => ({ name, meaning }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /**
   * `value` with its mock outputs and unknown values replaced.
   *
   * @param owner What an unknown value is named after.
   */
  in(value: Value, owner: string): Visible {
    if (typeof value === "string") return this.#inText(value);
    if (value instanceof Unknown) return this.#variable(owner);
    if (Array.isArray(value)) return value.map((item, index) => this.in(item, `${owner}[${index}]`));
    return isMap(value) ? this.inMap(value, owner) : visible(value);
  }

  /** A map with its mock outputs and unknown values replaced. */
  inMap(map: PropertyMap, owner: string): { [key: string]: Visible } {
    return Object.fromEntries(
      Object.entries(map)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, item]) => [key, this.in(item, `${owner}.${key}`)]),
    );
  }

  #inText(text: string): string {
    return this.labels
      .split(text)
      .map((piece) => ("label" in piece ? this.#variable(piece.label) : piece.text))
      .join("");
  }

  #variable(meaning: string): string {
    const base = meaning
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .replace(/[^A-Za-z0-9]+/g, "_")
      .replace(/^_|_$/g, "")
      .replace(/^(?=\d)/, "_")
      .toUpperCase();
    for (let count = 1; ; count++) {
      const name = count === 1 ? base : `${base}_${count}`;
      const known = this.#meanings.get(name);
      if (known === undefined) this.#meanings.set(name, meaning);
      if (known === undefined || known === meaning) return `\${${name}}`;
    }
  }
}
