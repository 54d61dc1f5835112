/**
 * Whether a path has no wildcard but one at its end, after a slash: Kubernetes has exact paths and prefixes alone, which every
 * ingress controller understands.
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types (read 2026-11-21)
 */
export function isPrefixOrExact(path: string): boolean {
  return !/[*?]/.test(path.replace(/\/\*$/, ""));
}
