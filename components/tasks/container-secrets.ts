import * as pulumi from "@pulumi/pulumi";
import { parseSecretReference } from "../../facts/secret-references";
import type { DataSecret } from "../data-source";

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
export function containerSecrets(
  secrets: Readonly<Record<string, string>>,
  ofData: Readonly<Record<string, DataSecret>> = {},
): ContainerSecret[] {
  return [
    ...Object.entries(secrets).map(([name, reference]) => ({ name, valueFrom: valueFrom(reference) })),
    ...Object.entries(ofData).map(([name, { secretArn, key }]) => ({
      name,
      valueFrom: pulumi.interpolate`${secretArn}:${key}::`,
    })),
  ].sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
}

/** With every colon of KEY:STAGE:VERSION, which ECS requires where one of them is given. */
function valueFrom(reference: string): string {
  const parsed = parseSecretReference(reference);
  if (parsed?.store !== "secretsmanager") return reference;
  const { arn, key = "", stage = "", version = "" } = parsed;
  return key || stage || version ? `${arn}:${key}:${stage}:${version}` : arn;
}
