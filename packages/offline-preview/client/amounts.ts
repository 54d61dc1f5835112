import type { Range } from "../src/cost";

/** A range of dollars as people write it: $73.00, or $7.29–$29.16. */
export function dollars({ min, max }: Range): string {
  return min === max ? dollar(min) : `${dollar(min)}–${dollar(max)}`;
}

/** What a change adds: +$1.00, or −$2.08 to +$0.52. */
export function added({ min, max }: Range): string {
  const signed = (amount: number) => `${amount < 0 ? "" : "+"}${dollar(amount)}`;
  return min === max ? signed(min) : `${signed(min)} to ${signed(max)}`;
}

/** The sum of ranges. */
export function sum(ranges: readonly Range[]): Range {
  return {
    min: ranges.reduce((total, { min }) => total + min, 0),
    max: ranges.reduce((total, { max }) => total + max, 0),
  };
}

function dollar(amount: number): string {
  return `${amount < 0 ? "−" : ""}$${Math.abs(amount).toFixed(2)}`;
}
