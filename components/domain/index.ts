export { Domain } from "./domain";
export type { DomainArgs } from "./domain-arguments";
export { hostUnder, isUnder } from "./host-names";
