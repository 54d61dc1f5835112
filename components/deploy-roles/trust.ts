import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { tokenAssumeRolePolicy } from "../assume-role-policy";

/** Issuer of the tokens of GitHub's workflow runs. */
export const issuer = "token.actions.githubusercontent.com";

/** Audience of the tokens. */
export const audience = "sts.amazonaws.com";

/**
 * Allows one kind of workflow run to assume a role: the token's audience must be AWS, its subject exactly the given one, since
 * StringEquals has no wildcards.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 *
 * @param identityProviderArn The account's identity provider for GitHub.
 * @param subject The subject, such as repo:octo-org/octo-repo:environment:prod.
 */
export function gitHubAssumeRolePolicy(
  identityProviderArn: pulumi.Input<string>,
  subject: string,
): aws.iam.PolicyDocument {
  return tokenAssumeRolePolicy({ providerArn: identityProviderArn, issuer, audience, subject });
}

/** The subject of a job on a branch, without an environment. */
export function branchSubject(repository: string, branch: string): string {
  return `repo:${repository}:ref:refs/heads/${branch}`;
}

/** The subject of a job in an environment, whose protection rules GitHub enforces. */
export function environmentSubject(repository: string, environment: string): string {
  return `repo:${repository}:environment:${environment}`;
}
