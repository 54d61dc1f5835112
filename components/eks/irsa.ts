import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tokenAssumeRolePolicy } from "../assume-role-policy";
import type { Identity } from "./identity";

/** Who issues the tokens of a cluster's service accounts. */
export interface TokenIssuer {
  /** Its address without https://, such as oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF. */
  issuer: pulumi.Input<string>;
  /** ARN of the IAM OIDC provider by which IAM trusts it. */
  providerArn: pulumi.Input<string>;
}

/** Whom the tokens are for. */
const audience = "sts.amazonaws.com";

/**
 * IAM roles for service accounts (IRSA): pods get a token of their service account, which STS takes for credentials of the role that
 * the account's annotation names. Works where no agent is, as on Fargate.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html (read 2026-11-22)
 */
export function irsa({ issuer, providerArn }: TokenIssuer): Identity {
  return {
    by: "irsa",
    trustPolicy: ({ namespace, serviceAccount }) =>
      pulumi.all([issuer, providerArn, namespace, serviceAccount]).apply(([of, arn, ...account]) =>
        tokenAssumeRolePolicy({
          providerArn: arn,
          issuer: of,
          audience,
          // One service account.
          subject: `system:serviceaccount:${account.join(":")}`,
        }),
      ),
    accountAnnotations: (role) => ({ "eks.amazonaws.com/role-arn": role.arn }),
    associate: () => [],
  };
}

/** The issuer of an IAM OIDC provider that is there, which its ARN ends with. */
export function issuerOf(providerArn: string): TokenIssuer {
  return { issuer: providerArn.slice(providerArn.indexOf("/") + 1), providerArn };
}

/** Creates the IAM OIDC provider of a cluster, of which an account has one for each cluster. Costs nothing. */
export function createTokenIssuer(
  name: string,
  /** Address of the issuer, with https://. */
  url: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): TokenIssuer {
  const { arn } = new aws.iam.OpenIdConnectProvider(
    `${name}-tokens`,
    { url, clientIdLists: [audience] },
    options,
  );
  return {
    issuer: pulumi.output(url).apply((address) => address.replace(/^https:\/\//, "")),
    providerArn: arn,
  };
}
