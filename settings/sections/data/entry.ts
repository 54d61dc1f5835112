import type { z } from "zod";
import { choice, object, string } from "../../toolkit/kinds";
import { oneOf } from "../../toolkit/words";
import { bucket } from "./bucket";
import { queue } from "./queue";
import { table } from "./table";

/** The types of data. A new type is a file, and a line here and below. */
export const dataTypes = { bucket, queue, table };

const keys = { ...bucket.keys, ...queue.keys, ...table.keys };

type Type = keyof typeof dataTypes;
const types = Object.keys(dataTypes) as [Type];
const titles = Object.values(dataTypes).map(({ title }) => title);
const synonyms = types.flatMap((type) => dataTypes[type].synonyms.map((synonym) => [synonym, type]));

/** The schema of one part of the data. */
export const entry = object(
  {
    existing: string(
      /^/,
      "an ARN",
      "ARN of one that exists, in place of a new one: the stack never changes it, and services may use it. Default: none.",
    ),
    ...keys,
  },
  "A part of the data.",
  {
    type: choice(
      types,
      `${oneOf(titles)}. Another type is another resource: the data is lost.`,
      Object.fromEntries(synonyms),
    ),
  },
);

/** A part of the data as a stack file has it. */
export type GivenData = z.output<typeof entry>;
