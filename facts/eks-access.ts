/**
 * Access policies of EKS, by the words of Kubernetes' own roles that they are like.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html (read 2026-11-21)
 */
export const accessPolicies = {
  view: "AmazonEKSViewPolicy",
  edit: "AmazonEKSEditPolicy",
  admin: "AmazonEKSAdminPolicy",
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
} as const;

/** What a principal may do: that of Kubernetes' role of the same name. */
export type AccessPolicy = keyof typeof accessPolicies;

/** The words. */
export const accessPolicyNames = ["view", "edit", "admin", "cluster-admin"] as const satisfies AccessPolicy[];

/** A namespace that an access policy is for: a DNS label, with * for any characters. @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html (read 2026-11-21) */
export const accessNamespace = /^[a-z0-9*]([a-z0-9*-]{0,61}[a-z0-9*])?$/;
