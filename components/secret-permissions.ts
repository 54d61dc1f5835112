import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parseSecretReference } from "../facts/secret-references";
import type { AwsContext } from "./aws-context";
import type { DataSecret } from "./data-source";

/** What a role reads: references as a stack file has them, and secrets of the stack's data. */
export interface ReadableSecrets {
  references: readonly string[];
  /** @default none */
  ofData?: readonly DataSecret[];
}

/**
 * Allows a role to read exactly these secrets and parameters, and to decrypt them with whatever key of their account encrypts
 * them: KMS holds each request to the secret by its encryption context, so that the keys needn't be named.
 *
 * @param secretActions What the role may do with secrets.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-encryption-context
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html#parameter-policy-kms-encryption
 */
export function readSecretsStatements(
  { references, ofData = [] }: ReadableSecrets,
  context: AwsContext,
  secretActions: string[] = ["secretsmanager:GetSecretValue"],
): aws.iam.PolicyStatement[] {
  const parsed = references.flatMap((reference) => parseSecretReference(reference) ?? []);
  const given = unique(parsed.flatMap((each) => (each.store === "secretsmanager" ? [each.arn] : [])));
  const names = unique(parsed.flatMap((each) => (each.store === "ssm" ? [each.name] : [])));
  const { partition, region, accountId } = context;
  const created = [...new Set(ofData.map(({ secretArn }) => secretArn))];
  const secrets = [...given, ...created];
  const ownKeys = pulumi.interpolate`arn:${partition}:kms:${region}:${accountId}:key/*`;
  const keys = [...unique(given.map(keysOf)), ...(created.length > 0 ? [ownKeys] : [])];
  const parameters = names.map(
    (name) => pulumi.interpolate`arn:${partition}:ssm:${region}:${accountId}:parameter${name}`,
  );
  return [
    ...(secrets.length === 0
      ? []
      : [
          allow("ReadSecrets", secretActions, secrets),
          {
            ...allow("DecryptSecrets", ["kms:Decrypt"], keys),
            Condition: { StringEquals: { "kms:EncryptionContext:SecretARN": secrets } },
          },
        ]),
    ...(parameters.length === 0
      ? []
      : [
          allow("ReadParameters", ["ssm:GetParameters"], parameters),
          {
            ...allow("DecryptParameters", ["kms:Decrypt"], [ownKeys]),
            Condition: { StringEquals: { "kms:EncryptionContext:PARAMETER_ARN": parameters } },
          },
        ]),
  ];
}

function allow(Sid: string, Action: string[], Resource: pulumi.Input<string>[]): aws.iam.PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource };
}

/** The KMS keys of the region and the account that a secret is in. */
function keysOf(secretArn: string): string {
  const [, partition, , region, accountId] = secretArn.split(":");
  return `arn:${partition}:kms:${region}:${accountId}:key/*`;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
