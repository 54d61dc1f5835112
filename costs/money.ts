import type { Range } from "pulumi-offline-preview";

/** The sum of ranges. */
export function sum(ranges: Range[]): Range {
  return cents({
    min: ranges.reduce((total, { min }) => total + min, 0),
    max: ranges.reduce((total, { max }) => total + max, 0),
  });
}

/** A range rounded to cents. */
export function cents({ min, max }: Range): Range {
  return { min: Math.round(min * 100) / 100, max: Math.round(max * 100) / 100 };
}

/** `count` units at `price` each. */
export function times(count: Range, price: number): Range {
  return cents({ min: count.min * price, max: count.max * price });
}

/** The range from a number to itself. */
export function exactly(count: number): Range {
  return { min: count, max: count };
}

/** Logical name of a resource. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** A range of dollars for people: $73.00, or $7.29–$29.16. */
export function dollars({ min, max }: Range): string {
  const low = `${min < 0 ? "-" : ""}$${Math.abs(min).toFixed(2)}`;
  return min === max ? low : `${low}–${max < 0 ? "-" : ""}$${Math.abs(max).toFixed(2)}`;
}
