export { EksCluster } from "./cluster";
export type { ClusterNetwork, EksClusterArgs, NodeRequirements } from "./cluster-arguments";
export type { ClientCredentials } from "./kubeconfig";
export { Workload } from "./workload";
export type { WorkloadArgs, WorkloadCluster } from "./workload-arguments";
