import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import { createAddon } from "./addon";

/** Creates the add-on of the metrics server, which Auto Mode doesn't include. It is active once its pods have a node. */
export function createMetricsServer(
  name: string,
  args: { clusterName: pulumi.Input<string>; addonVersions: AddonVersions },
  options: pulumi.CustomResourceOptions,
): aws.eks.Addon {
  return createAddon(
    `${name}-metrics-server`,
    {
      ...args,
      addonName: "metrics-server",
    },
    options,
  );
}
