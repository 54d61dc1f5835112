import { variablePrefix } from "../variable-name";

/** What the variable of each type of data ends with. */
const suffixes = {
  bucket: "BUCKET",
  queue: "QUEUE_URL",
  table: "TABLE",
} as const;

/** A type of data. */
export type DataType = keyof typeof suffixes;

/** UPLOADS_BUCKET for the bucket uploads: the variable that says where the data is, the same on every platform. */
export function dataVariable(type: DataType, name: string): string {
  return `${variablePrefix(name)}_${suffixes[type]}`;
}
