import type { z } from "zod";
import type { DataDescription } from "../../../components/data";
import type { StackContext } from "../../section";
import type { Complete } from "../../toolkit/defaults";
import type { object } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** What the settings know of a type of data. */
export interface DataTypeSettings<Keys extends z.ZodRawShape> {
  /** What it is, for the documentation. */
  title: string;
  /** What other tools call it. */
  synonyms: readonly string[];
  /** The keys that it has. */
  keys: Keys;
  /** The form of the ARN of one that exists; absent of a database, which has no one ARN. */
  arn?: { pattern: RegExp; example: string };
  /** The form of one that is there already where that is no ARN, by which its region is known; its keys are then of that one. */
  ofExisting?: { allowed: string; regionOf: (existing: string) => string | undefined };
  /** What is created, of keys that are complete. */
  described: (keys: CompleteKeys<Keys>, protect: boolean) => DataDescription;
  /** Adds the errors that the schema doesn't find. */
  validate?: (at: Path, given: GivenOfType<Keys>, stack: StackContext, errors: ValidationErrors) => void;
}

/** The keys as a stack file has them. */
type GivenOfType<Keys extends z.ZodRawShape> = { type: string; existing?: unknown } & z.output<
  ReturnType<typeof object<Keys>>
>;

type CompleteKeys<Keys extends z.ZodRawShape> = Complete<ReturnType<typeof object<Keys>>>;

/** The settings of a type of data, whose keys say what its description is created from. */
export function dataType<Keys extends z.ZodRawShape>(type: DataTypeSettings<Keys>): DataTypeSettings<Keys> {
  return type;
}
