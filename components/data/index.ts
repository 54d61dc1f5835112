export { createData, type DataDescription } from "./create-data";
export { DataBucket, existingBucket, type NotifiedQueue } from "./data-bucket";
export type { DataBucketArgs } from "./data-bucket-arguments";
export { DataQueue, existingQueue } from "./data-queue";
export type { DataQueueArgs } from "./data-queue-arguments";
export { DataTable, existingTable } from "./data-table";
export type { DataTableArgs } from "./data-table-arguments";
