/**
 * Conditions of a listener rule: the forms of a path and of a host, whatever their length, and the wildcards of all of them together.
 * A host has a dot, and letters alone behind its last one.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html (read 2026-11-21)
 */
export const routePath = /^\/[\w.$/~"'@:+&*?-]*$/;
export const routeHost = /^[A-Za-z0-9.*?-]*\.[A-Za-z*?]+$/;
export const wildcardsPerRule = 5;

/** Number of wildcards in the path and the host of a route. */
export function wildcardsIn({ path, host = "" }: { path: string; host?: string | undefined }): number {
  return `${host}${path}`.match(/[*?]/g)?.length ?? 0;
}
