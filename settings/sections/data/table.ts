import { z } from "zod";
import { dataArns } from "../../../facts/data-arns";
import { attributeName, keyTypeNames } from "../../../facts/table-limits";
import { withDefault } from "../../toolkit/defaults";
import { boolean, choice, object, string } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import { dataType } from "./data-type";

const { pattern, allowed } = attributeName;

/** A key of the table: the name of a string attribute, or name and type. */
function key(description: string) {
  const name = string(pattern, allowed, "Name of the attribute.");
  const type = choice(keyTypeNames, "Type of its values. DynamoDB refuses another one. Default: string.", {
    s: "string",
    n: "number",
    b: "binary",
  });
  return withMeta(z.union([name, object({ type }, description, { name })]), {
    description,
    allowed: `${allowed}, or a map such as { name: id, type: number }`,
  });
}

/** A DynamoDB table. */
export const table = dataType({
  title: "DynamoDB table",
  synonyms: ["dynamodb"],
  keys: {
    key: withDefault(
      "id",
      key(
        "Table: the partition key, by its name, a string; or { name: id, type: number }. Another name replaces the table, and its items are lost.",
      ),
    ),
    sortKey: key(
      "Table: the sort key, likewise. Another name replaces the table, and its items are lost. Default: none.",
    ),
    pointInTimeRecovery: withDefault(
      { dev: false, prod: true },
      boolean("Table: whether it can be restored to any second of the last 35 days, for $0.20 per GB-month."),
    ),
  },
  arn: dataArns.table,
  described: ({ key, sortKey, pointInTimeRecovery }, protect) => ({
    type: "table",
    key,
    ...(sortKey !== undefined && { sortKey }),
    pointInTimeRecovery,
    protect,
  }),
});
