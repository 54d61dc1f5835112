import type * as pulumi from "@pulumi/pulumi";
import { parseSecretReference } from "../../facts/secret-references";

/** A variable of a container with the place of its value. */
export interface ContainerSecret {
  name: string;
  valueFrom: pulumi.Input<string>;
}

/**
 * The variables of a container whose values ECS reads as a task starts, sorted. A rotated value therefore needs a new
 * deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function containerSecrets(secrets: Readonly<Record<string, string>>): ContainerSecret[] {
  return Object.entries(secrets)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, reference]) => ({ name, valueFrom: valueFrom(reference) }));
}

/** With every colon of KEY:STAGE:VERSION, which ECS requires where one of them is given. */
function valueFrom(reference: string): string {
  const parsed = parseSecretReference(reference);
  if (parsed?.store !== "secretsmanager") return reference;
  const { arn, key = "", stage = "", version = "" } = parsed;
  return key || stage || version ? `${arn}:${key}:${stage}:${version}` : arn;
}
