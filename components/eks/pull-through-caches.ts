import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { imageSource } from "../image/existing-image";
import type { NodeRequirements } from "./cluster-arguments";

/**
 * Allows nodes to fill the pull-through caches that the services' images come from, where there are any. Their role may pull from
 * every repository of the account, but not create those of a cache.
 */
export function allowPullThroughCaches(
  name: string,
  args: { nodeRoleName: pulumi.Input<string>; services: readonly NodeRequirements[] },
  options: pulumi.CustomResourceOptions,
): void {
  const repositoryArns = args.services
    .flatMap(({ image }) => (image === undefined ? [] : imageSource(image).pullSource))
    .filter(({ pullThroughCache }) => pullThroughCache)
    .map(({ repositoryArn }) => repositoryArn);
  if (repositoryArns.length === 0) return;
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "FillCaches",
        Effect: "Allow",
        Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
        Resource: pulumi
          .all(repositoryArns)
          .apply((arns) => [...new Set(arns.filter((arn) => arn !== undefined))]),
      },
    ],
  };
  new aws.iam.RolePolicy(
    `${name}-nodes-fill-caches`,
    { role: args.nodeRoleName, policy: pulumi.jsonStringify(document) },
    options,
  );
}
