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

/** Numbers the secrets of this process: the same value has the same number, and nothing else is ever said about it. */
export class SecretNumbers {
  readonly #numbers = new Map<string, number>();

  /** What stands for a secret whose content is `content`. */
  mark(content: Comparable): string {
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
  /** Texts to read as others: the former reference of an image as its present one. */
  replaced?: readonly (readonly [from: string, to: string])[];
}

/** `value` with mock outputs shown as what they are, in the form in which two plans are compared. */
export function comparable(value: Value, reading: Reading): Comparable {
  if (typeof value === "string") return comparableText(value, reading);
  if (value === null || typeof value !== "object") return value;
  if (value instanceof UnreadSecret) return unreadSecret;
  if (value instanceof Secret) return reading.secrets.mark(comparable(value.value, reading));
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

function comparableText(text: string, { labels, renamed, replaced = [] }: Reading): string {
  const labelled = labels
    .split(text)
    .map((piece) => ("label" in piece ? `‹${currentLabel(piece.label, renamed)}›` : piece.text))
    .join("");
  return replaced.reduce((result, [from, to]) => result.replaceAll(from, to), labelled);
}

/** "hello-task.arn" of a resource that is called greeter-task now is "greeter-task.arn". */
function currentLabel(label: string, renamed: Reading["renamed"]): string {
  const owner = label.slice(0, label.search(/[.[]|$/));
  return (renamed?.get(owner) ?? owner) + label.slice(owner.length);
}

/** Whether a text holds a mock output. */
export function holdsStandIn(text: string): boolean {
  return /‹[^›]+›/.test(text);
}

/** Whether a value is the mark of a secret. */
export function isSecretMark(value: Comparable | undefined): boolean {
  return typeof value === "string" && value.startsWith(`${opening}secret`);
}

/** `value` with its marks in words. */
export function inWords(value: Comparable): Comparable {
  if (typeof value === "string") {
    if (isSecretMark(value)) return "[secret]";
    return value === unknownMark ? "[unknown]" : value;
  }
  if (Array.isArray(value)) return value.map(inWords);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inWords(inner)]));
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
