import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ecrLimits } from "../../facts/ecr-limits";
import { accountId as accountIdPattern, organizationId } from "../../facts/identifiers";
import type { AwsContext } from "../aws-context";
import { validatePattern } from "../invalid-arguments";

/** Who may pull besides the account that the images are in. */
export interface PullAccess {
  /** AWS accounts, 12 digits each, whose IAM policies then decide who may pull. @default none */
  pullAccounts?: string[];
  /** AWS organizations, such as o-a1b2c3d4e5, all of whose accounts may pull. @default none */
  pullOrganizations?: string[];
  /** Whether Lambda functions of this account and of `pullAccounts` may be created from the images. @default false */
  pullByLambda?: boolean;
}

const pullActions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** Whether anyone else may pull. */
export function sharesImages({ pullAccounts, pullOrganizations, pullByLambda }: PullAccess): boolean {
  return Boolean(pullAccounts?.length || pullOrganizations?.length || pullByLambda);
}

/**
 * The repository policy for others that pull. Lambda pulls with its own service principal, so that its statement is limited
 * to functions of known accounts: the conditions against the confused deputy of
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions.
 */
export function pullPolicy(access: PullAccess, context: AwsContext): aws.iam.PolicyDocument {
  const { pullAccounts = [], pullOrganizations = [], pullByLambda = false } = access;
  const { partition, region, accountId } = context;
  const accounts = [accountId, ...pullAccounts];
  const statements: aws.iam.PolicyStatement[] = [];
  if (pullAccounts.length > 0) {
    statements.push({
      Sid: "PullFromAccounts",
      Effect: "Allow",
      Principal: {
        AWS: pullAccounts.map((account) => pulumi.interpolate`arn:${partition}:iam::${account}:root`),
      },
      Action: pullActions,
    });
  }
  if (pullOrganizations.length > 0) {
    statements.push({
      Sid: "PullFromOrganizations",
      Effect: "Allow",
      Principal: "*",
      Action: pullActions,
      Condition: { StringEquals: { "aws:PrincipalOrgID": pullOrganizations } },
    });
  }
  if (pullByLambda) {
    statements.push({
      Sid: "PullByLambda",
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Condition: {
        StringEquals: { "aws:SourceAccount": accounts },
        // Of these accounts already: an ARN for each would exceed the size of a policy.
        ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:lambda:${region}:*:function:*` },
      },
    });
  }
  return { Version: "2012-10-17", Statement: statements };
}

/** Validates who may pull. */
export function validatePullAccess({ pullAccounts = [], pullOrganizations = [] }: PullAccess): string[] {
  const { pullAccounts: accounts, pullOrganizations: organizations } = ecrLimits;
  return [
    ...(pullAccounts.length > accounts.max
      ? [`pullAccounts has ${pullAccounts.length} accounts: must have at most ${accounts.max}`]
      : []),
    ...(pullOrganizations.length > organizations.max
      ? [
          `pullOrganizations has ${pullOrganizations.length} organizations: must have at most ${organizations.max}`,
        ]
      : []),
    ...pullAccounts.flatMap((account, index) =>
      validatePattern(`pullAccounts[${index}]`, account, accountIdPattern, "the 12 digits of an AWS account"),
    ),
    ...pullOrganizations.flatMap((organization, index) =>
      validatePattern(
        `pullOrganizations[${index}]`,
        organization,
        organizationId,
        "the id of an organization, such as o-a1b2c3d4e5",
      ),
    ),
  ];
}
