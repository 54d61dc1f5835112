import assert from "node:assert/strict";
import type { CostLine, CostReport } from "pulumi-offline-preview";
import { costOf, type PricedResource } from "../../costs";

/** A resource, as far as its price depends on it. */
export function resource(
  type: string,
  name: string,
  inputs: PricedResource["inputs"] = {},
  others: Partial<PricedResource> = {},
): PricedResource {
  return { urn: `urn:pulumi:dev::aws-containers::${type}::${name}`, type, inputs, ...others };
}

/** The report for resources in us-east-1. */
export function report(...resources: PricedResource[]): CostReport {
  return costOf(resources, { region: "us-east-1" });
}

/** Kind, quantity and dollars of each line, in the order of the report. */
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

const kind = "4dabf18193072939515e22adb298388d";

/** A secret in Pulumi's protocol. */
export function secret(value: unknown): object {
  return { [kind]: "1b47061264138c4ac30d75fd1eb44270", value };
}

/** An output in Pulumi's protocol. */
export function output(value: unknown): object {
  return { [kind]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value, dependencies: [] };
}

/** The unknown value of Pulumi's protocol. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
