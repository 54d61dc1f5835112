import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerSecret } from "./container-secrets";

/** Secret values in Secrets Manager that ECS passes to containers as variables. */
export interface SecretEnvironment {
  /** The secret that holds them, which the execution role has to read. */
  secret: aws.secretsmanager.Secret;
  /** Each variable with the place of its value, of the version that holds it. */
  containerSecrets: ContainerSecret[];
}

/**
 * Creates a secret for the variables whose values are secrets of the stack's own, so that no task definition shows them: one
 * for all of them, at $0.40 a month. Other values are another version of it, and thereby another revision of the task
 * definition. Encrypted with the AWS managed key aws/secretsmanager.
 *
 * It is deleted at once, without a recovery window: the stack file has the values.
 */
export function createSecretEnvironment(
  name: string,
  { values, describedAs }: { values: Readonly<Record<string, pulumi.Input<string>>>; describedAs: string },
  options: pulumi.CustomResourceOptions,
): SecretEnvironment | undefined {
  const names = Object.keys(values).sort();
  if (names.length === 0) return undefined;
  const secret = new aws.secretsmanager.Secret(
    `${name}-environment`,
    { description: `Variables of the ${describedAs}`, recoveryWindowInDays: 0 },
    options,
  );
  const sorted = Object.fromEntries(names.map((key) => [key, values[key] ?? ""]));
  const version = new aws.secretsmanager.SecretVersion(
    `${name}-environment`,
    { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify(sorted)) },
    // A deployment that is rolled back needs the version of its task definition.
    { ...options, retainOnDelete: true },
  );
  return {
    secret,
    containerSecrets: names.map((key) => ({
      name: key,
      valueFrom: pulumi.interpolate`${secret.arn}:${key}::${version.versionId}`,
    })),
  };
}

/** Allows the execution role to read the secret. */
export function readSecretEnvironment({ secret }: SecretEnvironment): aws.iam.PolicyStatement {
  return {
    Sid: "ReadEnvironment",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: secret.arn,
  };
}
