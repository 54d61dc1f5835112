import type { ReplicationTemplatesArgs } from "./replication-templates-arguments";

/** Arguments of {@link Replication}. */
export interface ReplicationArgs extends Omit<ReplicationTemplatesArgs, "regions"> {
  /** Regions, or account/region. */
  replicateTo: string[];
}
