import { isMap, type PropertyMap, type Value } from "../engine/value";

/** A stretch of a text: as it is, or a mock output with the name of what it stands for. */
export type Piece = { text: string } | { label: string };

/** Remembers which texts are mock outputs, and finds them in others. */
export class Labels {
  readonly #labels = new Map<string, string>();
  /** Lengths of the mock outputs that begin alike, longest first. */
  readonly #lengths = new Map<string, number[]>();
  /** Texts that were split before: most are asked for several times. */
  readonly #split = new Map<string, readonly Piece[]>();

  /** Remembers every text in `values` that `known` doesn't hold. The first label of a text stays. */
  add(owner: string, values: PropertyMap, known: Value): void {
    const ordinary = new Set(textsIn(known));
    for (const [property, value] of Object.entries(values)) {
      this.#add(`${owner}.${property}`, value, ordinary);
    }
  }

  /** Remembers that `text` stands for `label`. */
  addText(label: string, text: string): void {
    if (text.length < shortest || !/\d/.test(text) || this.#labels.has(text)) return;
    this.#labels.set(text, label);
    this.#split.clear();
    const start = text.slice(0, startLength);
    const lengths = this.#lengths.get(start) ?? [];
    if (lengths.includes(text.length)) return;
    this.#lengths.set(
      start,
      [...lengths, text.length].sort((a, b) => b - a),
    );
  }

  /** Everything that these and `others` remember; where both know a text, the label of these. */
  with(others: Labels): Labels {
    if (others === this) return this;
    const all = new Labels();
    for (const { text, label } of [this, others].flatMap((some) => some.#entries())) all.addText(label, text);
    return all;
  }

  /** Whether `text` contains a mock output. */
  isIn(text: string): boolean {
    return this.split(text).some((piece) => "label" in piece);
  }

  /** `text` with its mock outputs told apart from the rest; the longest wins. */
  split(text: string): readonly Piece[] {
    const known = this.#split.get(text);
    if (known !== undefined) return known;
    const pieces = this.#piecesOf(text);
    this.#split.set(text, pieces);
    return pieces;
  }

  #piecesOf(text: string): Piece[] {
    const pieces: Piece[] = [];
    let plainFrom = 0;
    for (let at = 0; at + shortest <= text.length; at++) {
      const found = this.#at(text, at);
      if (found === undefined) continue;
      if (plainFrom < at) pieces.push({ text: text.slice(plainFrom, at) });
      pieces.push({ label: found.label });
      plainFrom = at + found.length;
      at = plainFrom - 1;
    }
    if (plainFrom < text.length || pieces.length === 0) pieces.push({ text: text.slice(plainFrom) });
    return pieces;
  }

  #entries(): { text: string; label: string }[] {
    return [...this.#labels].map(([text, label]) => ({ text, label }));
  }

  #at(text: string, at: number): { label: string; length: number } | undefined {
    const lengths = this.#lengths.get(text.slice(at, at + startLength));
    if (lengths === undefined || isWord(text[at - 1])) return undefined;
    for (const length of lengths) {
      if (isWord(text[at + length])) continue;
      const label = this.#labels.get(text.slice(at, at + length));
      if (label !== undefined) return { label, length };
    }
    return undefined;
  }

  #add(label: string, value: Value, ordinary: Set<string>): void {
    if (typeof value === "string") {
      if (!ordinary.has(value)) this.addText(label, value);
      // A digest is often taken out of its reference and put after another name.
      const [digest] = /sha256:[0-9a-f]{64}$/.exec(value) ?? [];
      if (digest !== undefined) this.addText(label, digest);
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        this.#add(`${label}[${index}]`, item, ordinary);
      });
    } else if (isMap(value)) {
      for (const [key, item] of Object.entries(value)) this.#add(`${label}.${key}`, item, ordinary);
    }
  }
}

function textsIn(value: Value): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Shorter texts, and such without a digit as amazonaws.com, are too ordinary to be told from what the program says itself. */
const shortest = 8;
const startLength = 4;

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character);
}
