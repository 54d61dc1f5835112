import type { DataNetwork } from "./data-network";

/** Arguments of `DataFileSystem`. */
export interface DataFileSystemArgs {
  /** The network that it is mounted from: one mount target in each subnet, which are in different zones. A `Network` is assignable. */
  network: DataNetwork;
  /** Whether AWS Backup keeps daily backups for 35 days, for $0.05 per GB-month. @default false */
  backups?: boolean;
  /** Whether Pulumi refuses to delete the file system. @default false */
  protect?: boolean;
}
