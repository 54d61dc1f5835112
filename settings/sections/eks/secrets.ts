import type { DataType } from "../../../components/data/data-variables";
import type { SidecarDescription } from "../../../components/sidecar";
import { parseSecretReference } from "../../../facts/secret-references";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** The secret variables of a container, of a service or a job. */
interface Secrets {
  secrets?: Readonly<Record<string, string>>;
  sidecars?: Readonly<Record<string, Pick<SidecarDescription, "secrets">>>;
}

/** The secret variables of all containers of a pod, each with the path of its container. */
export function secretsOfPod(
  at: Path,
  { secrets = {}, sidecars = {} }: Secrets,
): { at: Path; secrets: Readonly<Record<string, string>> }[] {
  return [
    { at, secrets },
    ...Object.entries(sidecars).map(([name, sidecar]) => ({
      at: [...at, "sidecars", name],
      secrets: sidecar.secrets ?? {},
    })),
  ];
}

/** Places in `uses` of the data whose variables are secrets of Secrets Manager: databases, by their password. */
export function databasesIn(
  uses: readonly string[],
  data: Readonly<Record<string, DataType>>,
): { index: number; name: string }[] {
  return uses.flatMap((name, index) =>
    data[name] === "postgres" || data[name] === "mysql" ? [{ index, name }] : [],
  );
}

/**
 * The driver reads the secrets of a pod in one region, and refuses ARNs of others.
 * @see https://github.com/aws/secrets-store-csi-driver-provider-aws/blob/main/provider/secret_descriptor.go (read 2026-11-21)
 */
export function validateSecretRegions(
  at: Path,
  description: Secrets,
  region: string,
  errors: ValidationErrors,
): void {
  for (const container of secretsOfPod(at, description)) {
    for (const [variable, reference] of Object.entries(container.secrets)) {
      const parsed = parseSecretReference(reference);
      const other = parsed?.store === "secretsmanager" ? parsed.arn.split(":")[3] : region;
      if (other !== region) {
        errors.add(
          [...container.at, "secrets", variable],
          `is in ${other}, but on EKS must be in ${region}, as the stack is: replicate the secret, and take the ARN of the replica.`,
        );
      }
    }
  }
}
