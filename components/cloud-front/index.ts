export { Distribution } from "./distribution";
export type { DistributionArgs, OriginLoadBalancer } from "./distribution-arguments";
