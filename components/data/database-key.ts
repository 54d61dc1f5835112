import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import { serviceKeyPolicy } from "../service-key-policy";

/**
 * Creates the KMS key of a database: its storage, its snapshots and the secret with its password. Whoever may use the database
 * or read the secret uses the key through RDS and Secrets Manager, as with AWS's own keys.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export function createDatabaseKey(
  name: string,
  { protect, retainOnDelete }: { protect: boolean; retainOnDelete: boolean },
  parent: pulumi.Resource,
): aws.kms.Key {
  return new aws.kms.Key(
    `${name}-key`,
    {
      description: `Database ${name} of ${pulumi.getProject()}/${pulumi.getStack()}`,
      enableKeyRotation: true,
      deletionWindowInDays: protect ? 30 : 7,
      policy: pulumi.jsonStringify(
        serviceKeyPolicy(awsContextOf(parent), "UseThroughRdsAndSecretsManager", ["rds", "secretsmanager"]),
      ),
    },
    { parent, protect, retainOnDelete },
  );
}
