import { z } from "zod";
import { choice, object } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import { namesOf } from "../../toolkit/names-of";
import { oneOf } from "../../toolkit/words";
import { bucket } from "./bucket";
import { cache } from "./cache";
import { mysql, postgres } from "./database";
import { databaseKeys, existingDatabase } from "./database-keys";
import { filesystem } from "./filesystem";
import { lustre } from "./lustre";
import { queue } from "./queue";
import { table } from "./table";

/** The types of data. A new type is a file, and a line here and below. */
export const dataTypes = { bucket, queue, table, postgres, mysql, cache, filesystem, lustre };

const keys = {
  ...{ ...bucket.keys, ...queue.keys, ...table.keys },
  ...{ ...databaseKeys, ...cache.keys, ...filesystem.keys, ...lustre.keys },
};

const types = namesOf(dataTypes);
const titles = Object.values(dataTypes).map(({ title }) => title);
const synonyms = types.flatMap((type) => dataTypes[type].synonyms.map((synonym) => [synonym, type]));

/** The schema of one part of the data. */
export const entry = object(
  {
    existing: withMeta(z.union([z.string(), existingDatabase]), {
      description:
        "One that exists, in place of a new one: its ARN, of a database where it is, of FSx for Lustre what mount -t lustre takes. The stack never changes it, and services may use it. Default: none.",
      allowed:
        "an ARN, what mount -t lustre takes, or of a database a map with the keys host, database, secretArn, securityGroupId, readerHost, port",
    }),
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
