import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ebsDriverPolicy } from "../../facts/block-volumes";
import type { AddonVersions } from "../../facts/eks-addons";
import { awsContextOf } from "../aws-context";
import { createAddon } from "./addon";
import { podIdentity } from "./pod-identity";
import { createPodRole } from "./pod-role";

/**
 * Creates the add-on of the EBS CSI driver, which creates, attaches and grows the volumes of single replicas where Auto Mode doesn't,
 * and takes their snapshots, with a role for its controller. The role's policy is AWS's own, limited to volumes and snapshots that have
 * a driver's tag. Costs nothing but the room of its two pods, and of one on each node.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html (read 2026-11-21)
 */
export function createEbsDriver(
  name: string,
  args: {
    clusterName: pulumi.Input<string>;
    addonVersions: AddonVersions;
    /** What the driver's pods need to start. */
    dependsOn: pulumi.Resource[];
  },
  { parent }: { parent: pulumi.Resource },
): aws.eks.Addon {
  const { clusterName, addonVersions, dependsOn } = args;
  const { role, associations } = createPodRole(
    name,
    { identity: podIdentity(clusterName), namespace: "kube-system", serviceAccount: "ebs-csi-controller-sa" },
    { parent, dependsOn },
  );
  const { partition } = awsContextOf(parent);
  const policy = new aws.iam.RolePolicyAttachment(
    name,
    { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${ebsDriverPolicy}` },
    { parent },
  );
  return createAddon(
    name,
    {
      clusterName,
      addonVersions,
      addonName: "aws-ebs-csi-driver",
    },
    { parent, dependsOn: [...associations, policy] },
  );
}
