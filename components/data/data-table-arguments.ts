/** Arguments of `DataTable`. */
export interface DataTableArgs {
  /** Name of the partition key, a string attribute. Another one replaces the table, and its items are lost. @default id */
  key?: string;
  /** Name of the sort key, a string attribute. Another one replaces the table, and its items are lost. @default none */
  sortKey?: string;
  /** Whether the table can be restored to any second of the last 35 days; $0.20 per GB-month. @default false */
  pointInTimeRecovery?: boolean;
  /** Whether Pulumi and DynamoDB refuse to delete the table. @default false */
  protect?: boolean;
}
