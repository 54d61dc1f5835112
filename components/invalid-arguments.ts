import * as pulumi from "@pulumi/pulumi";
import type { Bounds } from "../facts/service-limits";

/**
 * Ends the program if a component's arguments are invalid, before anything is registered, with one error that lists all of
 * them.
 *
 * @param component The component's class, such as FargateService.
 * @param name Name of the component.
 * @param errors A line for each: the argument, its value and what is allowed, as `mustBe` words it.
 * @throws pulumi.RunError, which prints without a stack trace.
 */
export function assertValidArguments(component: string, name: string, errors: readonly string[]): void {
  if (errors.length > 0) {
    const lines = [`Invalid arguments for ${component} "${name}":`, ...errors.map((error) => `  - ${error}`)];
    throw new pulumi.RunError(lines.join("\n"));
  }
}

/** The error about one argument. */
export function mustBe(argument: string, value: unknown, allowed: string): string {
  return `${argument} is ${typeof value === "string" ? `"${value}"` : String(value)}: must be ${allowed}`;
}

/** Checks a whole number within bounds, both inclusive, or without an upper one; undefined is valid. */
export function validateWholeNumber(
  argument: string,
  value: number | undefined,
  { min, max = Number.POSITIVE_INFINITY }: Pick<Bounds, "min"> & Partial<Bounds>,
): string[] {
  const allowed = Number.isFinite(max) ? `from ${min} to ${max}` : `of at least ${min}`;
  return value === undefined || (Number.isInteger(value) && value >= min && value <= max)
    ? []
    : [mustBe(argument, value, `a whole number ${allowed}`)];
}

/** Checks that a value is one of a few; undefined is valid. */
export function validateOneOf<Value extends string | number>(
  argument: string,
  value: Value | undefined,
  allowed: readonly Value[],
): string[] {
  return value === undefined || allowed.includes(value) ? [] : [mustBe(argument, value, oneOf(allowed))];
}

/** Checks the form of a string; undefined is valid. */
export function validatePattern(
  argument: string,
  value: string | undefined,
  pattern: RegExp,
  allowed: string,
): string[] {
  return value === undefined || pattern.test(value) ? [] : [mustBe(argument, value, allowed)];
}

/** Checks the number of characters of a string; undefined is valid. */
export function validateLength(
  argument: string,
  value: string | undefined,
  { max }: Pick<Bounds, "max">,
): string[] {
  return value === undefined || value.length <= max
    ? []
    : [`${argument} has ${value.length} characters: must be at most ${max}`];
}

/** Checks that a list has no value twice. */
export function validateUnique(argument: string, values: readonly string[]): string[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return first < index
      ? [mustBe(`${argument}[${index}]`, value, `unique, but ${argument}[${first}] is the same`)]
      : [];
  });
}

/** "a, b or c". */
export function oneOf(values: readonly (string | number)[]): string {
  const last = values.at(-1) ?? "";
  return values.length < 2 ? String(last) : `${values.slice(0, -1).join(", ")} or ${last}`;
}
