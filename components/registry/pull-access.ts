import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Who may pull besides the account that the images are in. */
export interface PullAccess {
  /** AWS accounts, 12 digits each. Who of them may pull, their own IAM policies decide. Default: none. */
  pullAccounts?: string[];
  /** AWS organizations, such as o-a1b2c3d4e5, all of whose accounts may pull. Default: none. */
  pullOrganizations?: string[];
  /** Whether Lambda functions of this account and of `pullAccounts` may be made from the images. Default: false. */
  pullByLambda?: boolean;
}

/** Where repositories are. */
export interface RegistryPlace {
  partition: pulumi.Input<string>;
  region: pulumi.Input<string>;
  accountId: pulumi.Input<string>;
}

const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** Whether anybody else may pull. */
export function sharesImages({ pullAccounts, pullOrganizations, pullByLambda }: PullAccess): boolean {
  return Boolean(pullAccounts?.length || pullOrganizations?.length || pullByLambda);
}

/**
 * The policy of a repository that others pull from. Lambda asks for images in its own name, so that its statement is
 * held to functions of known accounts: the confused deputy conditions of
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions.
 */
export function pullPolicy(access: PullAccess, place: RegistryPlace): aws.iam.PolicyDocument {
  const { pullAccounts = [], pullOrganizations = [], pullByLambda = false } = access;
  const { partition, region, accountId } = place;
  const users = [accountId, ...pullAccounts];
  const statements: aws.iam.PolicyStatement[] = [];
  if (pullAccounts.length > 0) {
    statements.push({
      Sid: "PullFromAccounts",
      Effect: "Allow",
      Principal: {
        AWS: pullAccounts.map((account) => pulumi.interpolate`arn:${partition}:iam::${account}:root`),
      },
      Action: pull,
    });
  }
  if (pullOrganizations.length > 0) {
    statements.push({
      Sid: "PullFromOrganizations",
      Effect: "Allow",
      Principal: "*",
      Action: pull,
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
        StringEquals: { "aws:SourceAccount": users },
        ArnLike: {
          "aws:SourceArn": users.map(
            (account) => pulumi.interpolate`arn:${partition}:lambda:${region}:${account}:function:*`,
          ),
        },
      },
    });
  }
  return { Version: "2012-10-17", Statement: statements };
}

/** What is wrong with who may pull, a line each that begins with the argument. */
export function mistakesInPullAccess({ pullAccounts = [], pullOrganizations = [] }: PullAccess): string[] {
  return [
    ...pullAccounts
      .filter((account) => !/^\d{12}$/.test(account))
      .map((account) => `pullAccounts: "${account}" is not the 12 digits of an AWS account`),
    ...pullOrganizations
      .filter((organization) => !/^o-[a-z0-9]{10,32}$/.test(organization))
      .map((organization) => `pullOrganizations: "${organization}" is not the id of an organization, o-…`),
  ];
}
