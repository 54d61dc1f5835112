export { EcsCluster } from "./cluster";
export type { ContainerInsights, EcsClusterArgs } from "./cluster-arguments";
export type { EcsNetwork } from "./ecs-network";
export { FargateService } from "./fargate-service";
export type { FargateServiceArgs, ServicePlacement } from "./fargate-service-arguments";
export { EcsJob, type EcsJobRuns } from "./job";
export type { EcsJobArgs } from "./job-arguments";
export { createEcsJobs, EcsJobs } from "./jobs";
export type { EcsJobsArgs } from "./jobs-arguments";
export { LoadBalancer } from "./load-balancer";
export type { LoadBalancerArgs } from "./load-balancer-arguments";
export {
  createLoadBalancers,
  type LoadBalancers,
  type LoadBalancersArgs,
  type NetworkEndpoint,
} from "./load-balancers";
export { NetworkLoadBalancer } from "./network-load-balancer";
export type { NetworkLoadBalancerArgs } from "./network-load-balancer-arguments";
