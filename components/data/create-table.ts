import type { DataSource } from "../data-source";
import type { DataContext, ExistingArn } from "./data-context";
import { DataTable, existingTable } from "./data-table";
import type { DataTableArgs } from "./data-table-arguments";

/** A table. */
export type TableDescription = ExistingArn | DataTableArgs;

/** Creates a table, unless it exists. */
export function createTable(name: string, described: TableDescription, { options }: DataContext): DataSource {
  return "existing" in described
    ? existingTable(name, described.existing)
    : new DataTable(name, described, options);
}
