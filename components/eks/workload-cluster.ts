import type { EksCluster } from "./cluster";
import type { PodPlacement } from "./compute/compute";
import type { Identity } from "./identity";

/** The cluster of a workload. An `EksCluster` and an `ExistingCluster` are assignable. */
export interface WorkloadCluster
  extends Pick<
    EksCluster,
    | "provider"
    | "namespace"
    | "api"
    | "availabilityZones"
    | "secretsStore"
    | "fileSystems"
    | "bucketVolumes"
    | "blockStorage"
    | "dataEndpointRules"
    | "containerLogs"
    | "logKeyArn"
    | "auditLogGroupName"
  > {
  /** Its name in EKS; undefined for another cluster. */
  readonly name: string | undefined;
  /** By what pods get the credentials of their roles; undefined for a cluster whose pods get none of AWS. */
  readonly identity: Identity | undefined;
  /** Whether it is there already, with nodes and load balancers of its own. */
  readonly existing: boolean;
  /** How pods are placed on its nodes. */
  readonly placement: PodPlacement;
}
