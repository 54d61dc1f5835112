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
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html (read 2026-11-21)
  arn: {
    pattern: /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]{1,30}:\d{12}:table\/[A-Za-z0-9_.-]{3,255}$/,
    example: "arn:aws:dynamodb:us-east-1:111122223333:table/orders",
  },
  described: ({ key, sortKey, pointInTimeRecovery }, protect) => ({
    type: "table",
    key,
    ...(sortKey !== undefined && { sortKey }),
    pointInTimeRecovery,
    protect,
  }),
});
