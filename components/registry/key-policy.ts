import type * as aws from "@pulumi/aws";
import type { AwsContext } from "../aws-context";
import { serviceKeyPolicy } from "../service-key-policy";

/**
 * The key policy of a registry's KMS key: only ECR may encrypt and decrypt with it, for callers of the account. AWS's own key
 * for ECR has the same policy.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export function keyPolicy(context: AwsContext): aws.iam.PolicyDocument {
  return serviceKeyPolicy(context, "UseThroughEcr", "ecr");
}
