import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Allows a service of AWS to assume a role.
 *
 * @param service Principal of the service, such as ecs.amazonaws.com.
 * @param condition What limits it, such as the resource that it acts for. Default: nothing.
 */
export function assumeRolePolicy(
  service: string,
  condition?: aws.iam.PolicyStatement["Condition"],
): aws.iam.PolicyDocument {
  return allow({
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  });
}

/** Allows a service to assume a role for resources of this account alone. */
export function assumeRolePolicyInAccount(
  service: string,
  { accountId }: { accountId: pulumi.Input<string> },
): aws.iam.PolicyDocument {
  return assumeRolePolicy(service, { StringEquals: { "aws:SourceAccount": accountId } });
}

/** Whose tokens a role is assumed by. */
export interface TokenSubject {
  /** ARN of the IAM OIDC provider by which IAM trusts the issuer. */
  providerArn: pulumi.Input<string>;
  /** Address of the issuer without https://. */
  issuer: string;
  /** Whom the tokens are for. */
  audience: string;
  /** Of whom they are: exactly, since StringEquals has no wildcards. */
  subject: string;
}

/** Allows whoever has a token of an OIDC provider with exactly this audience and subject to assume a role. */
export function tokenAssumeRolePolicy({
  providerArn,
  issuer,
  audience,
  subject,
}: TokenSubject): aws.iam.PolicyDocument {
  return allow({
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject } },
  });
}

function allow(statement: Omit<aws.iam.PolicyStatement, "Effect">): aws.iam.PolicyDocument {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] };
}
