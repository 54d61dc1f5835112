import type { EksCluster } from "./cluster";

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
    | "blockStorage"
    | "dataEndpointRules"
    | "containerLogs"
  > {
  /** Its name in EKS; undefined for another cluster, whose pods get no role of AWS. */
  readonly name: string | undefined;
  /** Whether EKS Auto Mode runs its nodes and load balancers. */
  readonly autoMode: boolean;
}
