import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { systemNamespaces } from "../../../facts/eks-fargate";
import type { ComputeContext } from "./compute";

/**
 * Creates the Fargate profiles of a cluster: one for its own pods, and one for each namespace of others. Pods of these namespaces start
 * on Fargate, in the private subnets.
 *
 * EKS changes no profile: other subnets replace it, its successor first, and its pods with it, which the successor starts again. Nor
 * does it create or delete two at once: each depends on the one before.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html (read 2026-11-22)
 */
export function createFargateProfiles(
  name: string,
  {
    clusterName,
    namespaces,
    workloadSubnetIds: subnetIds,
    role,
  }: Pick<ComputeContext, "clusterName" | "namespaces" | "workloadSubnetIds"> & { role: aws.iam.Role },
  options: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): aws.eks.FargateProfile[] {
  const selected: [string, readonly string[]][] = [
    ["system", systemNamespaces],
    ...namespaces.map((namespace, index): [string, string[]] => [
      index === 0 ? "services" : `team-${namespace}`,
      [namespace],
    ]),
  ];
  const profiles: aws.eks.FargateProfile[] = [];
  for (const [of, selectedNamespaces] of selected) {
    profiles.push(
      new aws.eks.FargateProfile(
        `${name}-${of}`,
        {
          clusterName,
          podExecutionRoleArn: role.arn,
          selectors: selectedNamespaces.map((namespace) => ({ namespace })),
          subnetIds,
        },
        { ...options, dependsOn: [...options.dependsOn, ...profiles.slice(-1)] },
      ),
    );
  }
  return profiles;
}
