import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Creates the add-on of the metrics server, which Auto Mode doesn't include. It is active once its pods have a node. */
export function createMetricsServer(
  name: string,
  args: { clusterName: pulumi.Input<string> },
  options: pulumi.CustomResourceOptions,
): aws.eks.Addon {
  return new aws.eks.Addon(
    `${name}-metrics-server`,
    {
      clusterName: args.clusterName,
      addonName: "metrics-server",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    },
    options,
  );
}
