export { LogKey, type LogKeyArgs } from "./log-key";
