import { attributeName } from "../../../facts/table-limits";
import { withDefault } from "../../toolkit/defaults";
import { boolean, string } from "../../toolkit/kinds";

const { pattern, allowed } = attributeName;

/** The keys of a table. */
export const tableKeys = {
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
};

/** The ARN of a table. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html (read 2026-11-21) */
export const tableArn = {
  pattern: /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]{1,30}:\d{12}:table\/[A-Za-z0-9_.-]{3,255}$/,
  example: "arn:aws:dynamodb:us-east-1:111122223333:table/orders",
};
