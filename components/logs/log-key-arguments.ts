/** Arguments of {@link LogKey}. */
export interface LogKeyArgs {
  /**
   * Whether Pulumi refuses to delete the key, and AWS keeps a deleted one for 30 days instead of 7. Logs that it encrypted
   * can't be read without it, those of log groups that don't use it any more included.
   * @default false
   */
  protect?: boolean;
  /** Region of the key and of the log groups that it encrypts. @default the provider's */
  region?: string;
}
