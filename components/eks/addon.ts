import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Creates an add-on of EKS, which takes over what the cluster has of it already. */
export function createAddon(
  name: string,
  args: Pick<aws.eks.AddonArgs, "clusterName" | "addonName" | "addonVersion" | "configurationValues">,
  options: pulumi.CustomResourceOptions,
): aws.eks.Addon {
  const resolveConflicts = {
    resolveConflictsOnCreate: "OVERWRITE",
    resolveConflictsOnUpdate: "OVERWRITE",
  };
  return new aws.eks.Addon(name, { ...args, ...resolveConflicts }, options);
}
