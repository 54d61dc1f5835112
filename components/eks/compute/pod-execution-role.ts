import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { podExecutionPolicy } from "../../../facts/eks-fargate";
import { assumeRolePolicy } from "../../assume-role-policy";
import { awsContextOf } from "../../aws-context";
import { allowPullThroughCaches } from "../pull-through-caches";
import type { ComputeContext } from "./compute";

/**
 * Creates the pod execution role, by which Fargate starts pods of this cluster: it registers them and pulls their images. The pods
 * themselves can't assume it. EKS creates its access entry with the first Fargate profile.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html (read 2026-11-22)
 */
export function createPodExecutionRole(
  name: string,
  { clusterName, services }: Pick<ComputeContext, "clusterName" | "services">,
  options: { parent: pulumi.Resource },
): { role: aws.iam.Role; policies: pulumi.Resource[] } {
  const { partition, region, accountId } = awsContextOf(options.parent);
  const profiles = pulumi.interpolate`arn:${partition}:eks:${region}:${accountId}:fargateprofile/${clusterName}/*`;
  const trust = assumeRolePolicy("eks-fargate-pods.amazonaws.com", {
    ArnLike: { "aws:SourceArn": profiles },
  });
  const role = new aws.iam.Role(
    `${name}-pod-execution`,
    { assumeRolePolicy: pulumi.jsonStringify(trust) },
    options,
  );
  const policy = new aws.iam.RolePolicyAttachment(
    `${name}-pod-execution`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${podExecutionPolicy}`,
    },
    options,
  );
  allowPullThroughCaches(name, { nodeRoleName: role.name, services }, options);
  return { role, policies: [policy] };
}
