export { DeployRoles } from "./deploy-roles";
export type { DeployRolesArgs } from "./deploy-roles-arguments";
export type { StateBackend } from "./state-permissions";
