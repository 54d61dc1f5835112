import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Who signs the tokens of GitHub's workflow runs. */
export const issuer = "token.actions.githubusercontent.com";

/** Whom the tokens are for. */
export const audience = "sts.amazonaws.com";

/**
 * Lets one kind of workflow run take on a role: its token must be for AWS, and its subject be exactly the one that is
 * given. StringEquals knows no wildcards.
 *
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 *
 * @param identityProviderArn The account's identity provider for GitHub.
 * @param subject Such as repo:octo-org/octo-repo:environment:prod.
 */
export function trustOf(identityProviderArn: pulumi.Input<string>, subject: string): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: identityProviderArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject } },
      },
    ],
  };
}

/** The subject of a run on a branch, in a job that names no environment. */
export function runOnBranch(repository: string, branch: string): string {
  return `repo:${repository}:ref:refs/heads/${branch}`;
}

/** The subject of a job that names an environment, which GitHub lets start only as the environment's rules allow. */
export function jobInEnvironment(repository: string, environment: string): string {
  return `repo:${repository}:environment:${environment}`;
}
