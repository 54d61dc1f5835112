import type { DataSource } from "../data-source";
import { DataBucket, existingBucket } from "./data-bucket";
import type { DataBucketArgs } from "./data-bucket-arguments";
import type { DataContext, ExistingArn } from "./data-context";

/** A bucket; `notifies` is the queue, by its name among the data, that receives an event for each object that is created. */
export type BucketDescription = ExistingArn | ({ notifies?: string } & DataBucketArgs);

/** Creates a bucket, unless it exists. Notifications of a queue are created after that. */
export function createBucket(
  name: string,
  described: BucketDescription,
  { options }: DataContext,
): DataSource {
  if ("existing" in described) return existingBucket(name, described.existing);
  const { notifies, ...args } = described;
  const bucket = new DataBucket(name, args, options);
  if (notifies === undefined && args.events) bucket.notify();
  return bucket;
}
