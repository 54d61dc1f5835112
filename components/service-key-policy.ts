import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "./aws-context";
import { administerByIam } from "./key-administration";

/**
 * The key policy of a KMS key that callers of the account use through AWS services alone, as AWS's own keys for these services
 * have it. IAM policies of the account allow its administration.
 *
 * @param sid Id of the statement that allows the use.
 * @param services Names of the services' endpoints, such as `rds`: one, or several.
 */
export function serviceKeyPolicy(
  context: AwsContext,
  sid: string,
  services: string | readonly string[],
): aws.iam.PolicyDocument {
  const { region, accountId } = context;
  const endpointOf = (service: string) => pulumi.interpolate`${service}.${region}.amazonaws.com`;
  return {
    Version: "2012-10-17",
    Statement: [
      // Services use the key by grants.
      administerByIam(context, ["kms:RevokeGrant"]),
      {
        Sid: sid,
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
            "kms:ViaService": typeof services === "string" ? endpointOf(services) : services.map(endpointOf),
          },
        },
      },
    ],
  };
}
