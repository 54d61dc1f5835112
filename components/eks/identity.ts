import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A service account, and thereby its pods. */
export interface Account {
  namespace: pulumi.Input<string>;
  /** Its name. */
  serviceAccount: pulumi.Input<string>;
}

/** By what pods get the credentials of a role: EKS Pod Identity, or IAM roles for service accounts (IRSA). */
export interface Identity {
  readonly by: "pod-identity" | "irsa";
  /** Trust policy of a role that the pods of one service account assume, and no others. */
  trustPolicy(account: Account): pulumi.Input<aws.iam.PolicyDocument>;
  /** Annotations of the service account. */
  accountAnnotations(role: aws.iam.Role): Record<string, pulumi.Output<string>>;
  /** Creates what gives the role to the account, if that takes more: pods get credentials only where they start after it. */
  associate(
    name: string,
    account: Account,
    role: aws.iam.Role,
    options: pulumi.CustomResourceOptions,
  ): pulumi.Resource[];
}
