export { Distribution, type DistributionArgs } from "./distribution";
