import { dataArns } from "../../../facts/data-arns";
import { attributeName } from "../../../facts/table-limits";
import { withDefault } from "../../toolkit/defaults";
import { boolean, string } from "../../toolkit/kinds";
import { dataType } from "./data-type";

const { pattern, allowed } = attributeName;

/** A DynamoDB table. */
export const table = dataType({
  title: "DynamoDB table",
  synonyms: ["dynamodb"],
  keys: {
    key: withDefault(
      "id",
      string(
        pattern,
        allowed,
        "Table: name of the partition key, a string. A change replaces the table, and its items are lost.",
      ),
    ),
    sortKey: string(
      pattern,
      allowed,
      "Table: name of the sort key, a string. A change replaces the table, and its items are lost. Default: none.",
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
