/** Id of an AWS account. @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html (read 2026-11-20) */
export const accountId = /^\d{12}$/;

/** Id of an AWS organization. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html (read 2026-11-20) */
export const organizationId = /^o-[a-z0-9]{10,32}$/;

/** Code of a region, in any partition. @see https://docs.aws.amazon.com/general/latest/gr/rande.html (read 2026-11-20) */
export const regionCode = /^[a-z]{2,}(?:-[a-z]+)+-\d$/;

/** ARN of an IAM role. */
export const iamRoleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** ARN of an IAM role or user. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (read 2026-11-20) */
export const iamPrincipalArn = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;
