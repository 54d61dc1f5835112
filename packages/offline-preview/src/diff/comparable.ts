import { Asset, ResourceReference, Secret, Unknown, type Value } from "../engine/value";
import type { Labels } from "../mock-outputs/labels";

/** A property value in the form in which two plans are compared: plain data, marks for what can't be shown. */
export type Comparable = null | boolean | number | string | Comparable[] | { [property: string]: Comparable };

/** Characters that no property value holds (Unicode's private use), so that marks can't be taken for values. */
const opening = "\uE000";
const closing = "\uE001";

/** What stands for a value that only `up` can know. */
export const unknownMark = `${opening}unknown${closing}`;

/** A secret of which nobody recorded whether it is this or another one. */
export const unreadSecret = `${opening}secret${closing}`;

/**
 * Numbers the secrets of this process: the same value has the same number, and nothing else is ever said about it. Of a
 * secret document, each value that isn't known to be public is hidden, so that a difference can say where it changes.
 */
export class SecretNumbers {
  readonly #numbers = new Map<string, number>();
  #public: ReadonlySet<string> | undefined;

  /** `publicTexts` are texts that stand in clear elsewhere: in stack files, and in inputs that aren't secret. */
  constructor(private readonly publicTexts: () => ReadonlySet<string> = () => new Set()) {}

  /** What stands for a secret whose content is `content`. */
  hide(content: Comparable): Comparable {
    if (typeof content === "object" && content !== null) return this.#masked(content);
    const document = typeof content === "string" ? jsonDocument(content) : undefined;
    return document === undefined ? this.#mark(content) : JSON.stringify(this.#masked(document));
  }

  #masked(value: Comparable): Comparable {
    if (Array.isArray(value)) return value.map((item) => this.#masked(item));
    if (isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#masked(inner)]));
    }
    if (value === null || typeof value === "boolean") return value;
    this.#public ??= this.publicTexts();
    return this.#public.has(String(value)) || /^‹[^›]+›$/.test(String(value)) ? value : this.#mark(value);
  }

  #mark(content: Comparable): string {
    const text = canonical(content);
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return `${opening}secret ${number}${closing}`;
  }
}

/** How the values of one of two plans are read. */
export interface Reading {
  /** Tells mock outputs from what the program says: those of both plans, so that both are read alike. */
  labels: Labels;
  secrets: SecretNumbers;
  /** The name that the other plan has for the owner of a mock output. */
  renamed?: ReadonlyMap<string, string>;
  /** Texts to read as others: an image's reference in the base as the one in the head. */
  replaced?: readonly (readonly [from: string, to: string])[];
  /** Whether a mock output is another value after a change of its resource. */
  isRenewed?: (owner: string, property: string) => boolean;
}

/** What was read before, by how it was read: a comparison asks for the same inputs several times. */
const known = new WeakMap<Reading, WeakMap<object, Comparable>>();

/** `value` with mock outputs shown as what they are, in the form in which two plans are compared. */
export function comparable(value: Value, reading: Reading): Comparable {
  if (typeof value === "string") return comparableText(value, reading);
  if (value === null || typeof value !== "object") return value;
  const read = known.get(reading) ?? new WeakMap<object, Comparable>();
  known.set(reading, read);
  const before = read.get(value);
  if (before !== undefined) return before;
  const result = comparableObject(value, reading);
  read.set(value, result);
  return result;
}

function comparableObject(value: Value & object, reading: Reading): Comparable {
  if (value instanceof UnreadSecret) return unreadSecret;
  if (value instanceof Secret) return reading.secrets.hide(comparable(value.value, reading));
  if (value instanceof Unknown) return unknownMark;
  if (value instanceof ResourceReference) return value.urn;
  if (value instanceof Asset) return comparable(value.content, reading);
  if (Array.isArray(value)) return value.map((item) => comparable(item, reading));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, comparable(inner, reading)]));
}

/** A secret of a saved plan, which doesn't hold its value. */
export class UnreadSecret extends Secret {
  constructor() {
    super(null);
  }
}

function comparableText(text: string, reading: Reading): string {
  const pieces = reading.labels.split(text);
  const labelled =
    pieces.length === 1 && pieces[0] && "text" in pieces[0]
      ? text
      : pieces
          .map((piece) => ("label" in piece ? `‹${readLabel(piece.label, reading)}›` : piece.text))
          .join("");
  return (reading.replaced ?? []).reduce((result, [from, to]) => result.replaceAll(from, to), labelled);
}

/** "hello-task.arn" of a resource that is called greeter-task in the head is "greeter-task.arn". */
function readLabel(label: string, { renamed, isRenewed }: Reading): string {
  const owner = label.slice(0, label.search(/[.[]|$/));
  const rest = label.slice(owner.length);
  const name = renamed?.get(owner) ?? owner;
  const property = /^\.([^.[]*)/.exec(rest)?.[1] ?? "";
  return isRenewed?.(owner, property) ? `new ${name}${rest}` : `${name}${rest}`;
}

/** Whether a text holds a mock output. */
export function holdsMockOutput(text: string): boolean {
  return /‹[^›]+›/.test(text);
}

/** Whether a value is the mark of a secret. */
export function isSecretMark(value: Comparable | undefined): boolean {
  return typeof value === "string" && value.startsWith(`${opening}secret`);
}

const marks = new RegExp(`${opening}(secret|unknown)(?: \\d+)?${closing}`, "g");

/** `value` with its marks in words. */
export function inWords(value: Comparable): Comparable {
  if (typeof value === "string") return value.replace(marks, (_, what) => `[${what}]`);
  if (Array.isArray(value)) return value.map(inWords);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inWords(inner)]));
}

/** What a text says that is a JSON document. */
export function jsonDocument(text: string): Comparable | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every text and number in `value`, documents in texts and the keys of maps included. */
export function textsIn(value: Comparable): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (isObject(value)) return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "string") return [];
  const document = jsonDocument(value);
  return document === undefined ? [value] : textsIn(document);
}

/** One text for equal values, whatever the order of their keys. */
export function canonical(value: Comparable): string {
  return JSON.stringify(value, (_, inner: Comparable) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Whether `value` has named properties. */
export function isObject(value: Comparable | undefined): value is { [property: string]: Comparable } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
