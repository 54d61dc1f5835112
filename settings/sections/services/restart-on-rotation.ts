import { parseSecretReference } from "../../../facts/secret-references";
import type { StackContext } from "../../section";
import { withDefault } from "../../toolkit/defaults";
import { boolean } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Whether a service restarts when its secrets rotate. */
export const restartOnRotationSchema = withDefault(
  false,
  boolean(
    "Whether its replicas are replaced when a secret or a parameter in secrets, of the service or a sidecar, or the password of a " +
      "database in uses gets a new value: they read values as they start. Keep the previous value valid until they are new. $0.00005 to " +
      "$0.00015 for each restart. On EKS, where the API isn't open to the internet, a Lambda function in the VPC calls it.",
  ),
);

/** What a service reads. */
interface Reading {
  restartOnRotation?: boolean | undefined;
  secrets?: Readonly<Record<string, string>> | undefined;
  sidecars?: Readonly<Record<string, { secrets?: Readonly<Record<string, string>> | undefined }>> | undefined;
  uses?: readonly string[] | undefined;
}

/** Adds errors for a service that reads nothing that rotates, and for secrets whose events stay in another region. */
export function validateRestartOnRotation(
  at: Path,
  given: Reading,
  running: readonly string[],
  { data, region }: Pick<StackContext, "data" | "region">,
  errors: ValidationErrors,
): void {
  const path = [...at, "restartOnRotation"];
  if (given.restartOnRotation !== true || errors.has(path)) return;
  const references = [
    ...referencesAt([...at, "secrets"], given.secrets),
    ...Object.entries(given.sidecars ?? {}).flatMap(([name, { secrets }]) =>
      referencesAt([...at, "sidecars", name, "secrets"], secrets),
    ),
  ];
  const hasPassword = (given.uses ?? []).some((name) => data[name] === "postgres" || data[name] === "mysql");
  const rotating = references.filter(
    ({ reference }) => reference?.store !== "secretsmanager" || reference.version === undefined,
  );
  if (rotating.length === 0 && !hasPassword) {
    errors.add(
      path,
      "has no effect: the service reads no secret that rotates, by secrets or a database in uses.",
    );
  }
  if (region === undefined || running.includes("eks")) return;
  for (const { at: variable, reference } of rotating) {
    const inRegion: string | undefined =
      reference?.store === "secretsmanager" ? reference.arn.split(":")[3] : region;
    if (inRegion !== region && !errors.has(variable)) {
      errors.add(
        variable,
        `is in ${inRegion}, but with restartOnRotation must be in ${region}, as the stack is, where EventBridge receives its events: ` +
          "replicate the secret, and take the ARN of the replica.",
      );
    }
  }
}

function referencesAt(at: Path, secrets: Readonly<Record<string, string>> = {}) {
  return Object.entries(secrets).map(([variable, text]) => ({
    at: [...at, variable],
    reference: parseSecretReference(text),
  }));
}
