import type { EksCluster } from "./cluster";
import type { PodPlacement } from "./compute/compute";

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
  /** Its name in EKS; undefined for another cluster, whose pods get no role of AWS. */
  readonly name: string | undefined;
  /** Whether it is there already, with nodes and load balancers of its own. */
  readonly existing: boolean;
  /** How pods are placed on its nodes. */
  readonly placement: PodPlacement;
}
