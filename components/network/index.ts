export { type ExistingNetwork, Network, type NetworkArgs } from "./network";
