import { createHash } from "node:crypto";
import type { PropertyMap, Value } from "../engine/value";

/** The account that every mock output belongs to: nobody's. */
export const account = "000000000000";

/**
 * How a mock output is written: a text with places to fill in, or a structure of such texts.
 *
 * {name} physical name: the one that the program gives, or logical name and seven hex digits as Pulumi names things
 * {logical} logical name · {region} {partition} {account} where it is · {hex:17} hex digits that belong to this resource alone
 * {path} IAM path: the one that the program gives, or /
 * {inputs.family} what the program says · {arn} any other mock output of the same row, written before this one
 */
export type Template = string | Template[] | { [property: string]: Template };

/** Mock outputs of one type of resource, by property. */
export type Row = { [property: string]: Template };

/** Mock outputs by type. */
export type Table = { [type: string]: Row };

/** What a template is filled in with. */
export interface Facts {
  urn: string;
  /** Logical name. */
  logical: string;
  /** Physical name. */
  name: string;
  region: string;
  inputs: PropertyMap;
}

/** Fills in a row. What depends on something unknown or secret is left out. */
export function fillRow(row: Row, facts: Facts): PropertyMap {
  const filled: PropertyMap = {};
  for (const [property, template] of Object.entries(row)) {
    const value = fill(template, facts, filled);
    if (value !== undefined) filled[property] = value;
  }
  return filled;
}

/** `length` hex digits that always belong to `seed`, such as a URN. */
export function hexOf(seed: string, length: number): string {
  if (lastHash.seed !== seed) lastHash = { seed, digits: createHash("sha256").update(seed).digest("hex") };
  return lastHash.digits.slice(0, length);
}

/** The places of a row ask for digits of the same URN, one after the other. */
let lastHash = { seed: "", digits: createHash("sha256").update("").digest("hex") };

/** The group of regions that share ARNs. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

function fill(template: Template, facts: Facts, filled: PropertyMap): Value | undefined {
  if (typeof template === "string") return fillText(template, facts, filled);
  if (Array.isArray(template)) {
    const items = template.map((item) => fill(item, facts, filled));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const entries = Object.entries(template).map(([key, item]) => [key, fill(item, facts, filled)] as const);
  return Object.fromEntries(entries.flatMap(([key, item]) => (item === undefined ? [] : [[key, item]])));
}

function fillText(template: string, facts: Facts, filled: PropertyMap): string | undefined {
  let complete = true;
  const text = template.replace(
    /\{([\w.]+)(?::(\d+))?\}/g,
    (_, place: string, length: string | undefined) => {
      const value = place === "hex" ? hexOf(facts.urn, Number(length)) : lookUp(place, facts, filled);
      if (value === undefined) complete = false;
      return value ?? "";
    },
  );
  return complete ? text : undefined;
}

function lookUp(place: string, facts: Facts, filled: PropertyMap): string | undefined {
  if (place.startsWith("inputs.")) return textOf(facts.inputs[place.slice("inputs.".length)]);
  switch (place) {
    case "name":
      return facts.name;
    case "logical":
      return facts.logical;
    case "path":
      return textOf(facts.inputs.path) ?? "/";
    case "region":
      return facts.region;
    case "partition":
      return partitionOf(facts.region);
    case "account":
      return account;
    default:
      return textOf(filled[place]);
  }
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
