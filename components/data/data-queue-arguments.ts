import type * as pulumi from "@pulumi/pulumi";

/** Arguments of `DataQueue`. */
export interface DataQueueArgs {
  /**
   * Seconds that a message which was received stays invisible to other receivers, 0 to 43200: longer than it takes to process
   * one, or it is processed twice.
   * @default 30
   */
  visibilitySeconds?: number;
  /** How often a message is received before it goes to the dead-letter queue, 1 to 1000. @default 5 */
  maxReceives?: number;
  /** ARNs of the buckets, in the same account, whose events the queue accepts. @default none */
  notifiedBy?: pulumi.Input<string>[];
  /** Whether Pulumi refuses to delete the queue and its dead-letter queue. @default false */
  protect?: boolean;
}
