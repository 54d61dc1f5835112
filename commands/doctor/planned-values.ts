import { isMap, type Value } from "pulumi-offline-preview";

/** The value at a path of a resource's inputs; nothing where there is none. */
export function at(value: Value | undefined, ...path: string[]): Value | undefined {
  return path.reduce<Value | undefined>(
    (inner, key) => (inner !== undefined && isMap(inner) ? inner[key] : undefined),
    value,
  );
}

/** A list, or an empty one. */
export function listOf(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

/** A text, or nothing. */
export function textOf(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The sum of numbers. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
