import type { DeployRolesArgs } from "../../../components/deploy-roles";
import { DeployRoles } from "../../../components/deploy-roles";
import { json, planOf, type RecordedPlan } from "../../support/plan";

/** The least that the roles must be told. */
export const args: DeployRolesArgs = {
  repository: "octo-org/octo-repo",
  project: "aws-containers",
  stacks: ["dev", "prod"],
  regions: ["us-east-1"],
  components: ["network", "load-balancer", "logs", "registry", "ecs", "eks", "hello"],
};

/** Plans the roles with these arguments beside the least ones. */
export function planOfRoles(more: Partial<DeployRolesArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => new DeployRoles("github", { ...args, ...more }));
}

/** One statement of an IAM document, as AWS gets it. */
export interface Statement {
  Sid: string;
  Effect: string;
  Principal?: unknown;
  Action: string | string[];
  Resource: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** The statements of a role's trust. */
export function trust(plan: RecordedPlan, role: string): Statement[] {
  return statementsOf(json(plan.resource("iam/role:Role", role).inputs.assumeRolePolicy));
}

/** The statements of all policies of a role, managed and inline. */
export function permissions(plan: RecordedPlan, role: string): Statement[] {
  const roleName = plan.resource("iam/role:Role", role).outputs.name;
  const attached = plan
    .ofType("iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ inputs }) => inputs.role === roleName)
    .map(({ inputs }) => inputs.policyArn);
  const managed = plan.ofType("iam/policy:Policy").filter(({ outputs }) => attached.includes(outputs.arn));
  const inline = plan.ofType("iam/rolePolicy:RolePolicy").filter(({ inputs }) => inputs.role === roleName);
  return [...managed, ...inline].flatMap(({ inputs }) => statementsOf(json(inputs.policy)));
}

/** One or many, as IAM writes it, as a list. */
export function listOf(value: string | string[]): string[] {
  return Array.isArray(value) ? value : [value];
}

/** Whether statements allow an action on a resource, conditions left aside. */
export function allows(statements: Statement[], action: string, resource: string): boolean {
  const matching = (effect: string) =>
    statements.some(
      (statement) =>
        statement.Effect === effect &&
        listOf(statement.Action).some((pattern) => matches(pattern, action)) &&
        appliesTo(statement, resource),
    );
  return matching("Allow") && !matching("Deny");
}

function appliesTo({ Resource, NotResource }: Statement, resource: string): boolean {
  const matchesAny = (patterns: string | string[]) =>
    listOf(patterns).some((pattern) => matches(pattern, resource));
  return NotResource === undefined ? matchesAny(Resource) : !matchesAny(NotResource);
}

const expressions = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  const expression = expressions.get(pattern) ?? expressionOf(pattern);
  expressions.set(pattern, expression);
  return expression.test(text);
}

function expressionOf(pattern: string): RegExp {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`);
}

function statementsOf(document: unknown): Statement[] {
  return (document as { Statement: Statement[] }).Statement;
}
