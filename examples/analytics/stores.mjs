import { required } from "./environment.mjs";

/** The bucket; with DIRECTORY a directory in its place, for a developer's machine. */
export async function openBucket() {
  if (process.env.DIRECTORY) {
    const { DirectoryBucket } = await import("./directory-stores.mjs");
    return new DirectoryBucket(process.env.DIRECTORY);
  }
  const { LAKE_BUCKET } = required("LAKE_BUCKET");
  const { S3Bucket } = await import("./aws-stores.mjs");
  return new S3Bucket(LAKE_BUCKET);
}

/** The queue; with DIRECTORY a directory in its place. */
export async function openQueue() {
  if (process.env.DIRECTORY) {
    const { DirectoryQueue } = await import("./directory-stores.mjs");
    return new DirectoryQueue(process.env.DIRECTORY);
  }
  const { ARRIVALS_QUEUE_URL } = required("ARRIVALS_QUEUE_URL");
  const { SqsQueue } = await import("./aws-stores.mjs");
  return new SqsQueue(ARRIVALS_QUEUE_URL);
}
