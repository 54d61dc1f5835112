import type { ReplicationSources } from "./registry-arguments";
import type { ReplicationTemplatesArgs } from "./replication-templates-arguments";

/** Arguments of {@link ReplicationPermissions}. */
export interface ReplicationPermissionsArgs extends Omit<ReplicationTemplatesArgs, "namespace" | "regions"> {
  /** Which accounts may replicate images here, and into which namespaces. */
  allowReplicationFrom: ReplicationSources;
}
