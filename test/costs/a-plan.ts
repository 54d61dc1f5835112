import assert from "node:assert/strict";
import type { CostLine, CostReport } from "pulumi-offline-preview";
import { costOf, type PricedResource } from "../../costs";

/** A resource of a stack, as far as its price depends on it. */
export function resource(
  type: string,
  name: string,
  inputs: PricedResource["inputs"] = {},
  others: Partial<PricedResource> = {},
): PricedResource {
  return { urn: `urn:pulumi:dev::aws-containers::${type}::${name}`, type, inputs, ...others };
}

/** What resources cost in Northern Virginia. */
export function report(...resources: PricedResource[]): CostReport {
  return costOf(resources, { region: "us-east-1" });
}

/** Kind, number and dollars of each line, in the order of the report. */
export function figures(
  ...resources: PricedResource[]
): [CostLine["kind"], number | string, number | string][] {
  const { lines, noPrice } = report(...resources);
  assert.deepEqual(noPrice, []);
  return lines.map(({ kind, quantity, monthly }) => [kind, short(quantity), short(monthly)]);
}

function short({ min, max }: { min: number; max: number }): number | string {
  return min === max ? min : `${min}–${max}`;
}

/** What the engine writes for a value that nobody knows yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
