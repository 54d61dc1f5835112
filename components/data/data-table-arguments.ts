import { attributeName, type KeyType, keyTypeNames } from "../../facts/table-limits";
import { mustBe, validateOneOf, validatePattern } from "../invalid-arguments";

/** A key attribute that isn't a string. */
export interface TableKey {
  /** Name of the attribute. */
  name: string;
  /** Type of its values. @default string */
  type?: KeyType;
}

/** Arguments of `DataTable`. */
export interface DataTableArgs {
  /**
   * The partition key: name of a string attribute, or name and type. Another name replaces the table, and its items are lost;
   * DynamoDB refuses another type.
   * @default id
   */
  key?: string | TableKey;
  /** The sort key, likewise. Adding and removing one replaces the table too. @default none */
  sortKey?: string | TableKey;
  /** Whether the table can be restored to any second of the last 35 days; $0.20 per GB-month. @default false */
  pointInTimeRecovery?: boolean;
  /** Whether Pulumi and DynamoDB refuse to delete the table. @default false */
  protect?: boolean;
}

/** A key with its type. */
export function completeKey(key: string | TableKey): Required<TableKey> {
  return typeof key === "string" ? { name: key, type: "string" } : { type: "string", ...key };
}

/** Validates the keys of a table. */
export function validateKeys(key: Required<TableKey>, sortKey: Required<TableKey> | undefined): string[] {
  const keys = [["key", key], ...(sortKey ? [["sortKey", sortKey] as const] : [])] as const;
  return [
    ...keys.flatMap(([argument, { name, type }]) => [
      ...validatePattern(argument, name, attributeName.pattern, attributeName.allowed),
      ...validateOneOf(`${argument}.type`, type, keyTypeNames),
    ]),
    ...(key.name === sortKey?.name ? [mustBe("sortKey", sortKey.name, "another attribute than key")] : []),
  ];
}
