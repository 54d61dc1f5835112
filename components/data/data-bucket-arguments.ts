/** Arguments of `DataBucket`. */
export interface DataBucketArgs {
  /**
   * Whether S3 keeps what is overwritten or deleted, for 30 days, at the price of storage. Suspended when it is turned off:
   * versions that exist stay until they expire.
   * @default false
   */
  versioning?: boolean;
  /**
   * Whether `notify` sends the bucket's events to EventBridge too, $1.00 per million, where rules start jobs on them.
   * @default false
   */
  events?: boolean;
  /** Whether Pulumi refuses to delete the bucket, and S3 to delete it while it holds objects. @default false */
  protect?: boolean;
}
