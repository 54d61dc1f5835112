import type * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../data-source";
import { DataBucket, existingBucket } from "./data-bucket";
import type { DataBucketArgs } from "./data-bucket-arguments";
import type { DataNetwork } from "./data-network";
import { DataQueue, existingQueue } from "./data-queue";
import type { DataQueueArgs } from "./data-queue-arguments";
import { DataTable, existingTable } from "./data-table";
import type { DataTableArgs } from "./data-table-arguments";
import type { DataType } from "./data-variables";

/** A bucket; `notifies` is the queue, by its name among the data, that gets an event for each object that is created. */
export type BucketDescription = { type: "bucket"; notifies?: string } & DataBucketArgs;

/** A queue. */
export type QueueDescription = { type: "queue" } & Omit<DataQueueArgs, "notifiedBy">;

/** A table. */
export type TableDescription = { type: "table" } & DataTableArgs;

/** Data that exists, by its ARN: services may use it, and the program never changes it. */
export interface ExistingData {
  type: DataType;
  existing: string;
}

/** A part of the data, of one of the types. */
export type DataDescription = BucketDescription | QueueDescription | TableDescription | ExistingData;

const existing = { bucket: existingBucket, queue: existingQueue, table: existingTable };

/** Creates the data that is described by name, and says of each what a service that uses it gets. */
export function createData(
  described: Readonly<Record<string, DataDescription>>,
  _network: DataNetwork,
  options: pulumi.ComponentResourceOptions,
): Record<string, DataSource> {
  const entries = Object.entries(described);
  const sources = new Map<string, DataSource>();
  const notifying: { bucket: DataBucket; queue: string }[] = [];
  for (const [name, data] of entries) {
    if ("existing" in data) {
      sources.set(name, existing[data.type](name, data.existing));
    } else if (data.type === "bucket") {
      const { type: _, notifies, ...args } = data;
      const bucket = new DataBucket(name, args, options);
      sources.set(name, bucket);
      if (notifies !== undefined) notifying.push({ bucket, queue: notifies });
    } else if (data.type === "table") {
      const { type: _, ...args } = data;
      sources.set(name, new DataTable(name, args, options));
    }
  }
  // After the buckets, whose events their policies accept.
  for (const [name, data] of entries) {
    if ("existing" in data || data.type !== "queue") continue;
    const { type: _, ...args } = data;
    const buckets = notifying.filter(({ queue }) => queue === name).map(({ bucket }) => bucket);
    const notifiedBy = buckets.map(({ bucket }) => bucket.arn);
    const queue = new DataQueue(name, { ...args, notifiedBy }, options);
    sources.set(name, queue);
    for (const bucket of buckets) bucket.notify(queue);
  }
  return Object.fromEntries(sources);
}
