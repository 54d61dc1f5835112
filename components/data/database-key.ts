import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsContext, awsContextOf } from "../aws-context";
import { administerByIam } from "../key-administration";

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
      policy: pulumi.jsonStringify(keyPolicy(awsContextOf(parent))),
    },
    { parent, protect, retainOnDelete },
  );
}

function keyPolicy(context: AwsContext): aws.iam.PolicyDocument {
  const { region, accountId } = context;
  return {
    Version: "2012-10-17",
    Statement: [
      // RDS uses the key by grants.
      administerByIam(context, ["kms:RevokeGrant"]),
      {
        Sid: "UseThroughRdsAndSecretsManager",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*",
          "kms:RetireGrant",
        ],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": accountId,
            "kms:ViaService": ["rds", "secretsmanager"].map(
              (service) => pulumi.interpolate`${service}.${region}.amazonaws.com`,
            ),
          },
        },
      },
    ],
  };
}
