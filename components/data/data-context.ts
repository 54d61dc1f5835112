import type * as pulumi from "@pulumi/pulumi";
import type { DataBucket } from "./data-bucket";
import type { DataNetwork } from "./data-network";

/** What data is created in. */
export interface DataContext {
  /** The network that databases, caches and file systems listen in. */
  network: DataNetwork;
  /** ARN of the KMS key that encrypts log groups. @default CloudWatch Logs' own */
  logKeyArn?: pulumi.Input<string>;
  options: pulumi.ComponentResourceOptions;
  /** The buckets that notify a queue, which has this name among the data. */
  bucketsNotifying: (queue: string) => DataBucket[];
}

/** Data that exists, by its ARN: services may use it, and the program never changes it. */
export interface ExistingArn {
  existing: string;
}
