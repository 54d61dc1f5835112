/** Arguments of {@link AccessLogs}. */
export interface AccessLogsArgs {
  /** Days after which log files expire. @default 90 */
  retentionDays?: number;
  /**
   * Whether S3 refuses to delete the bucket while it holds log files. To destroy the stack, set it to false and deploy
   * first.
   * @default false
   */
  deletionProtection?: boolean;
  /** Whether it also takes the access logs of CloudFront distributions of this account. @default false */
  cloudFront?: boolean;
}
