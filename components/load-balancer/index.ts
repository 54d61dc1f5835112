export { AccessLogs } from "./access-logs";
export type { AccessLogsArgs } from "./access-logs-arguments";
export type { LoadBalancerAttributes } from "./load-balancer-attributes";
export { type SharedAttributesArgs, sharedAttributes } from "./shared-attributes";
export { WebAcl } from "./web-acl";
export type { WebAclArgs } from "./web-acl-arguments";
