import type { DataSource } from "../data-source";
import type { DataContext, ExistingArn } from "./data-context";
import { DataQueue, existingQueue } from "./data-queue";
import type { DataQueueArgs } from "./data-queue-arguments";

/** A queue. */
export type QueueDescription = ExistingArn | Omit<DataQueueArgs, "notifiedBy">;

/** Creates a queue, unless it exists, and the notifications of the buckets whose events it accepts. */
export function createQueue(
  name: string,
  described: QueueDescription,
  { options, bucketsNotifying }: DataContext,
): DataSource {
  if ("existing" in described) return existingQueue(name, described.existing);
  const buckets = bucketsNotifying(name);
  const notifiedBy = buckets.map(({ bucket }) => bucket.arn);
  const queue = new DataQueue(name, { ...described, notifiedBy }, options);
  for (const bucket of buckets) bucket.notify(queue);
  return queue;
}
