export { EksCluster } from "./cluster";
export type { ClusterNetwork, EksClusterArgs, NodeRequirements } from "./cluster-arguments";
export type { ClientCredentials } from "./kubeconfig";
export { EksLoadBalancer } from "./load-balancer";
export type { EksLoadBalancerArgs } from "./load-balancer-arguments";
export { Workload } from "./workload";
export type { WorkloadArgs, WorkloadCluster, WorkloadLoadBalancer } from "./workload-arguments";
