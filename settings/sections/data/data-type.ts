import type { z } from "zod";
import type { DataDescription } from "../../../components/data";
import type { Complete } from "../../toolkit/defaults";
import type { object } from "../../toolkit/kinds";

/** What the settings know of a type of data. */
export interface DataTypeSettings<Keys extends z.ZodRawShape> {
  /** What it is, for the documentation. */
  title: string;
  /** What other tools call it. */
  synonyms: readonly string[];
  /** The keys that it has. */
  keys: Keys;
  /** The form of the ARN of one that exists. */
  arn: { pattern: RegExp; example: string };
  /** What is created, of keys that are complete. */
  described: (keys: CompleteKeys<Keys>, protect: boolean) => DataDescription;
}

type CompleteKeys<Keys extends z.ZodRawShape> = Complete<ReturnType<typeof object<Keys>>>;

/** The settings of a type of data, whose keys say what its description is made from. */
export function dataType<Keys extends z.ZodRawShape>(type: DataTypeSettings<Keys>): DataTypeSettings<Keys> {
  return type;
}
