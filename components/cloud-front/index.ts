export { Distribution } from "./distribution";
export type { DistributionArgs } from "./distribution-arguments";
