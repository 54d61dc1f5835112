export { Network } from "./network";
export type { ExistingNetwork, Nat, NetworkArgs } from "./network-arguments";
