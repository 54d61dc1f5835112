import * as pulumi from "@pulumi/pulumi";
import { nameLengths } from "../facts/name-lengths";
import { shortened } from "./shortened-name";

/**
 * The IAM path of a stack's roles. A deploy role is limited to it: names alone would reach foreign roles that begin alike.
 * ECS, EKS and its access entries take roles with a path, but for the nodes' role: see {@link nodeRoleName}.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function rolePath(project: string, stack: string): string {
  return `/${project}/${stack}/`;
}

/**
 * Name of the role of an EKS cluster's nodes, which has no path: Auto Mode looks up the role's access entry by an ARN that it
 * makes from the role's name, and doesn't find it under a path. The issue is closed, but nothing documents that it is fixed.
 * By the name of the cluster, which a deploy role is limited to.
 *
 * @see https://github.com/aws/containers-roadmap/issues/2486
 */
export function nodeRoleName(clusterName: string): string {
  const ending = "-nodes";
  return `${shortened(clusterName, nameLengths.role - ending.length)}${ending}`;
}

/**
 * A transform that gives the nodes' role of an EKS cluster its name and no path. A role that exists keeps both: with another
 * one, EKS replaces the cluster.
 */
export function nodeRoleWithoutPath(clusterName: string): pulumi.ResourceTransform {
  return ({ type, name, props, opts }) =>
    type === "aws:iam/role:Role" && name.endsWith("-nodeRole-role")
      ? {
          props: { ...props, name: nodeRoleName(clusterName), path: "/" },
          opts: pulumi.mergeOptions(opts, { ignoreChanges: ["name", "path"] }),
        }
      : undefined;
}

/**
 * Gives the stack's path to every role that is registered from now on, those inside of remote components too, unless it has a
 * path of its own.
 *
 * A role that exists keeps its path: IAM can't move it, and a replacement would replace the EKS cluster of the role.
 */
export function registerRolePath(): void {
  const path = rolePath(pulumi.getProject(), pulumi.getStack());
  pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
    type === "aws:iam/role:Role"
      ? {
          props: { ...props, path: props.path ?? path },
          opts: pulumi.mergeOptions(opts, { ignoreChanges: ["path"] }),
        }
      : undefined,
  );
}
