export { DeployRoles, type DeployRolesArgs, type StateBackend } from "./deploy-roles";
