export { LogKey } from "./log-key";
export type { LogKeyArgs } from "./log-key-arguments";
