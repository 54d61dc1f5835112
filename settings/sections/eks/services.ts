import { ingressHost } from "../../../facts/kubernetes-names";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** An Ingress allows DNS names and one kind of wildcard only, where a listener rule allows any pattern. */
export function validateHosts(
  name: string,
  routes: readonly { host?: string }[],
  errors: ValidationErrors,
): void {
  for (const [index, { host }] of routes.entries()) {
    if (host !== undefined && !ingressHost.test(host)) {
      errors.add(
        ["services", name, "routes", index, "host"],
        `is ${errors.format(["services", name], host)}, but on EKS must be a lowercase DNS name, with * only as its first label.`,
      );
    }
  }
}
