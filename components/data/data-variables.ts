import { variablePrefix } from "../variable-name";

/** What the names of the variables of each type of data end with. */
const suffixes = {
  bucket: ["BUCKET"],
  queue: ["QUEUE_URL"],
  table: ["TABLE"],
  postgres: ["HOST", "READER_HOST", "PORT", "NAME", "USER", "PASSWORD"],
  mysql: ["HOST", "READER_HOST", "PORT", "NAME", "USER", "PASSWORD"],
  cache: ["HOST", "PORT", "URL"],
  // It is mounted: whoever mounts it says where.
  filesystem: [],
  lustre: [],
} as const;

/** A type of data. */
export type DataType = keyof typeof suffixes;

/** The types of data that a service can use only with a secret. */
export const dataTypesWithSecrets: readonly DataType[] = ["postgres", "mysql"];

/** UPLOADS_BUCKET for the bucket uploads, DB_HOST for the database db: a variable that says where the data is, the same on every platform. */
export function dataVariable(name: string, suffix: (typeof suffixes)[DataType][number]): string {
  return `${variablePrefix(name)}_${suffix}`;
}

/** The names of all variables that a part of the data sets, secret ones too. */
export function variablesOfData(type: DataType, name: string): string[] {
  return suffixes[type].map((suffix) => dataVariable(name, suffix));
}
