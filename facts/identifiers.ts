/** Id of an AWS account. @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html (read 2026-11-20) */
export const accountId = /^\d{12}$/;

/** Id of an AWS organization. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html (read 2026-11-20) */
export const organizationId = /^o-[a-z0-9]{10,32}$/;

/** Code of a region, in any partition. @see https://docs.aws.amazon.com/general/latest/gr/rande.html (read 2026-11-20) */
export const regionCode = /^[a-z]{2,}(?:-[a-z]+)+-\d$/;

/** A region, or account/region. The groups are the account and the region. */
export const regionOfAccount = new RegExp(`^(?:(${within(accountId)})/)?(${within(regionCode)})$`);

/**
 * Ids of EC2's resources: eight hexadecimal digits, or seventeen since 2016.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html (read 2026-11-22)
 */
export const vpcId = /^vpc-[0-9a-f]{8}([0-9a-f]{9})?$/;
export const subnetId = /^subnet-[0-9a-f]{8}([0-9a-f]{9})?$/;
export const securityGroupId = /^sg-[0-9a-f]{8}([0-9a-f]{9})?$/;

/** ARN of an IAM role. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (read 2026-11-20) */
export const iamRoleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** ARN of an IAM role or user. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (read 2026-11-20) */
export const iamPrincipalArn = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;

/** ARN of a managed policy, AWS's or one of the account. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (read 2026-11-21) */
export const managedPolicyArn = /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]{1,512}$/;

/** ARN of an IAM OIDC provider, with its issuer. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (read 2026-11-22) */
export const oidcProviderArn = /^arn:aws[a-z-]{0,20}:iam::\d{12}:oidc-provider\/[a-zA-Z0-9][\w.:/-]{0,254}$/;

/** ARN of GitHub's identity provider. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html (read 2026-11-22) */
export const gitHubProviderArn =
  /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/;

/** ARN of a KMS key, not of its alias. The group is its region. @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN (read 2026-11-22) */
export const kmsKeyArn = /^arn:aws[a-z-]{0,20}:kms:([a-z0-9-]{1,30}):\d{12}:key\/[A-Za-z0-9-]{1,64}$/;

/** What is between the ends of a pattern for a whole text. */
function within({ source }: RegExp): string {
  return source.slice(1, -1);
}
