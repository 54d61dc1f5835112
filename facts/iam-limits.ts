/**
 * Quotas of IAM.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11-20)
 */
export const iamLimits = {
  /** Characters of a managed policy, without whitespace. */
  managedPolicyLength: 6144,
  /** Characters of all inline policies of a role, without whitespace. */
  inlinePoliciesLength: 10_240,
  /** Managed policies that can be attached to a role. */
  policiesPerRole: 10,
} as const;

/** Components that the policies of a deploy role can name within `managedPolicyLength`: each adds some 250 characters. */
export const componentsPerPolicy = 20;

/** EKS clusters that the policies of a deploy role can name within `managedPolicyLength`: each adds some 300 characters. */
export const clustersPerPolicy = 8;

/** Managed policies that the policies of a deploy role can name within `managedPolicyLength`: each has some 80 characters. */
export const servicePoliciesPerPolicy = 20;

/** Client secrets that an inline policy of a deploy role can name beside its others: each adds some 250 characters. */
export const clientSecretsPerPolicy = 5;

/**
 * Longest session of a role that is assumed with a token of GitHub Actions: the role's own maximum decides, one hour to twelve.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (read 2026-11-20)
 */
export const sessionSeconds = {
  /** A preview takes minutes. */
  preview: 3600,
  /** The first deployment of a stack with EKS can take an hour. */
  deploy: 7200,
} as const;

/** An action in a policy, with wildcards. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html (read 2026-11-21) */
export const policyAction = /^[a-z0-9-]+:[A-Za-z0-9*?]+$/;

/** A resource in a policy. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html (read 2026-11-21) */
export const policyResource = /^(\*|arn:[^\s]+)$/;
