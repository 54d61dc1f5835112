import assert from "node:assert/strict";

/** What was measured, by name, to be printed at the end. */
export const figures: Record<string, string> = {};

/** Fails if the median of the values is above the limit. */
export function within(what: string, values: number[], limit: number, unit: string): void {
  const value = median(values);
  figures[what] = `${value.toFixed(1)} ${unit} (limit ${limit}; ${listed(values)})`;
  assert.ok(value <= limit, `${what}: ${figures[what]}`);
}

/** Keeps a median that nothing is judged by. */
export function note(what: string, values: number[], unit: string): void {
  figures[what] = `${median(values).toFixed(1)} ${unit} (${listed(values)})`;
}

function listed(values: number[]): string {
  return values.map((each) => each.toFixed(1)).join(", ");
}

export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** How many times as long as on an idle machine work takes now, because other programs use its cores. */
export function slowdown(): number {
  const began = performance.now();
  const before = process.cpuUsage();
  let used = 0;
  while (used < 50_000) {
    const { user, system } = process.cpuUsage(before);
    used = user + system;
  }
  return (performance.now() - began) / (used / 1000);
}

/** Megabytes of a size in the kernel's words, such as "63500 kB". */
export function megabytes(size: string | undefined): number {
  return (Number.parseInt(size ?? "", 10) * 1024) / 1e6;
}
