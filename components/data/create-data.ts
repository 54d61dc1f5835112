import type * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../data-source";
import { type BucketDescription, createBucket } from "./create-bucket";
import { type CacheDescription, createCache } from "./create-cache";
import { createDatabase, type DatabaseDescription } from "./create-database";
import { createFileSystem, type FileSystemDescription } from "./create-file-system";
import { createLustre } from "./create-lustre";
import { createQueue, type QueueDescription } from "./create-queue";
import { createTable, type TableDescription } from "./create-table";
import { DataBucket } from "./data-bucket";
import type { DataContext } from "./data-context";
import type { DataNetwork } from "./data-network";
import type { DataType } from "./data-variables";
import type { ExistingLustreArgs } from "./existing-lustre-arguments";

/** What can be said of each type of data. A new type is a file, a line here and below, and its variables. */
interface Descriptions extends Record<DataType, object> {
  bucket: BucketDescription;
  table: TableDescription;
  queue: QueueDescription;
  postgres: DatabaseDescription;
  mysql: DatabaseDescription;
  cache: CacheDescription;
  filesystem: FileSystemDescription;
  lustre: ExistingLustreArgs;
}

/** How each type is created, in this order: a queue after the buckets, whose events its policy accepts. */
const creators: { readonly [Type in DataType]: Create<Type> } = {
  bucket: createBucket,
  table: createTable,
  queue: createQueue,
  postgres: createDatabase("postgres"),
  mysql: createDatabase("mysql"),
  cache: createCache,
  filesystem: createFileSystem,
  lustre: createLustre,
};

type Create<Type extends DataType> = (
  name: string,
  described: Descriptions[Type],
  context: DataContext,
) => DataSource;

/** A part of the data, of one of the types. */
export type DataDescription = { [Type in DataType]: { type: Type } & Descriptions[Type] }[DataType];

/**
 * Creates the data that is described by name, and says of each what a service that uses it gets.
 *
 * @param stack The network that databases, caches and file systems listen in, asked for only where there is one of them, and the
 * ARN of the key of log groups, if there is one.
 */
export function createData(
  described: Readonly<Record<string, DataDescription>>,
  { network, ...stack }: { network: () => DataNetwork } & Pick<DataContext, "logKeyArn">,
  options: pulumi.ComponentResourceOptions,
): Record<string, DataSource> {
  const entries = Object.entries(described);
  const created: Record<string, DataSource> = {};
  const context: DataContext = {
    get network() {
      return network();
    },
    ...stack,
    options,
    bucketsNotifying: (queue) =>
      entries.flatMap(([name, data]) => {
        const bucket = "notifies" in data && data.notifies === queue ? created[name] : undefined;
        return bucket instanceof DataBucket ? [bucket] : [];
      }),
  };
  const types = Object.keys(creators);
  const inOrder = types.flatMap((type) => entries.filter(([, data]) => data.type === type));
  for (const [name, data] of inOrder) created[name] = create(name, data, context);
  return created;
}

function create<Type extends DataType>(
  name: string,
  described: { type: Type } & Descriptions[Type],
  context: DataContext,
): DataSource {
  return creators[described.type](name, described, context);
}
