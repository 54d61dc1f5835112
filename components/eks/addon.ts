import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Addon, AddonVersions } from "../../facts/eks-addons";

/** Creates an add-on of EKS in its version among these, which takes over what the cluster has of it already. */
export function createAddon(
  name: string,
  args: {
    clusterName: pulumi.Input<string>;
    addonName: Addon;
    /** Versions of the cluster's add-ons. One without a version gets the default one of EKS. */
    addonVersions: AddonVersions;
    /** JSON. @default the add-on's own */
    configurationValues?: string;
  },
  options: pulumi.CustomResourceOptions,
): aws.eks.Addon {
  const { addonVersions, ...addon } = args;
  const addonVersion = addonVersions[addon.addonName];
  const resolveConflicts = {
    resolveConflictsOnCreate: "OVERWRITE",
    resolveConflictsOnUpdate: "OVERWRITE",
  };
  return new aws.eks.Addon(
    name,
    { ...addon, ...(addonVersion && { addonVersion }), ...resolveConflicts },
    options,
  );
}
