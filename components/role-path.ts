import * as pulumi from "@pulumi/pulumi";

/**
 * The IAM path of a stack's roles. A deploy role is limited to it: names alone would reach foreign roles that begin alike.
 * ECS, EKS and their access entries take roles with a path.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function rolePath(project: string, stack: string): string {
  return `/${project}/${stack}/`;
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
