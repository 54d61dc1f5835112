import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Scope, taggedAsStack } from "./scope";

/** CloudFront is global; its distributions and VPC origins have random ids. */
function distributionsOf({ partition, accountId }: Scope): pulumi.Output<string>[] {
  return ["distribution/*", "vpcorigin/*"].map(
    (resource) => pulumi.interpolate`arn:${partition}:cloudfront::${accountId}:${resource}`,
  );
}

/** Creates distributions and VPC origins, which are the stack's by their tags from then on. */
export function createDistributions(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateDistributions",
    Effect: "Allow",
    Action: ["cloudfront:CreateDistribution", "cloudfront:CreateVpcOrigin", "cloudfront:TagResource"],
    Resource: distributionsOf(scope),
    Condition: { StringEquals: taggedAsStack(scope, "RequestTag") },
  };
}

/** Changes and deletes them. */
export function changeDistributions(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeDistributions",
    Effect: "Allow",
    Action: [
      "cloudfront:AllowVendedLogDeliveryForResource",
      "cloudfront:DeleteDistribution",
      "cloudfront:DeleteVpcOrigin",
      // A change of tags requests those that change alone.
      "cloudfront:TagResource",
      "cloudfront:UntagResource",
      "cloudfront:UpdateDistribution",
    ],
    Resource: distributionsOf(scope),
    Condition: { StringEquals: taggedAsStack(scope) },
  };
}

/**
 * Delivery of a distribution's access logs. A delivery has a random id, its source and destination have names that begin with
 * their component's.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-vended-logs-permissions-V2.html
 */
export const deliverLogs = [
  "logs:CreateDelivery",
  "logs:DeleteDelivery",
  "logs:DeleteDeliveryDestination",
  "logs:DeleteDeliverySource",
  "logs:PutDeliveryDestination",
  "logs:PutDeliverySource",
];

/** What a preview reads of distributions, beside what it reads in the stacks' regions. */
export function readDistributions({ partition, accountId }: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ReadDistributions",
    Effect: "Allow",
    Action: ["cloudfront:GetDistribution", "cloudfront:GetVpcOrigin", "cloudfront:ListTagsForResource"],
    Resource: pulumi.interpolate`arn:${partition}:cloudfront::${accountId}:*`,
  };
}
