import { parseSecretReference } from "../../../facts/secret-references";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** An Ingress allows DNS names and one kind of wildcard only, where a listener rule allows any pattern. */
export function validateHosts(
  name: string,
  routes: readonly { host?: string }[],
  errors: ValidationErrors,
): void {
  for (const [index, { host }] of routes.entries()) {
    if (host !== undefined && !/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(host)) {
      errors.add(
        ["services", name, "routes", index, "host"],
        `is ${errors.format(["services", name], host)}, but on EKS must be a lowercase DNS name, with * only as its first label.`,
      );
    }
  }
}

/**
 * The driver reads the secrets of a service in one region, and refuses ARNs of others.
 * @see https://github.com/aws/secrets-store-csi-driver-provider-aws/blob/main/provider/secret_descriptor.go (read 2026-11-21)
 */
export function validateSecretRegions(
  at: Path,
  secrets: object,
  region: string,
  errors: ValidationErrors,
): void {
  for (const [variable, reference] of Object.entries(secrets)) {
    const parsed = parseSecretReference(reference);
    const other = parsed?.store === "secretsmanager" ? parsed.arn.split(":")[3] : region;
    if (other !== region) {
      errors.add(
        [...at, "secrets", variable],
        `is in ${other}, but on EKS must be in ${region}, as the stack is: replicate the secret, and take the ARN of the replica.`,
      );
    }
  }
}
