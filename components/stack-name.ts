/**
 * Name of what a stack has once in an account, such as its dashboard: of letters, digits, hyphens and underscores, which AWS allows
 * there. A deploy role is limited to names that begin with it.
 */
export function stackName(project: string, stack: string): string {
  return `${project}-${stack}`.replaceAll(".", "-");
}
