export { AccessLogs, type AccessLogsArgs } from "./access-logs";
export { EcsCluster, type EcsClusterArgs } from "./cluster";
export { FargateService, type FargateServiceArgs } from "./fargate-service";
export { LoadBalancer, type LoadBalancerArgs } from "./load-balancer";
export type { PlacedIn } from "./placed-in";
