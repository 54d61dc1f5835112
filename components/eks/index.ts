export { type ClusterNetwork, type ControlPlaneLog, EksCluster, type EksClusterArgs } from "./cluster";
export type { ClientCredentials } from "./kubeconfig";
export type { NodeNeeds } from "./node-pool";
export { Workload, type WorkloadArgs, type WorkloadCluster } from "./workload";
