import * as aws from "@pulumi/aws";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import { lustrePorts } from "../../facts/lustre";
import type { LustreFileSystem } from "../file-system";
import { createAddon } from "./addon";
import type { FileSystems } from "./file-systems";
import { createStaticVolume } from "./static-volume";

/**
 * Creates the add-on of the FSx for Lustre CSI driver, and of each file system a PersistentVolume and its claim in the services' namespace.
 * The driver has no role: it mounts what exists, since FSx has no authentication. What limits access are the security groups, by rules
 * for servers and clients, which connect to each other, and the owners of the files.
 *
 * Costs nothing but the room of two pods, and of one on each node.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fsx-csi.html (read 2026-11-22)
 * @see https://github.com/kubernetes-sigs/aws-fsx-csi-driver/tree/v1.9.0/examples/kubernetes/static_provisioning (read 2026-11-22)
 */
export function createLustreFileSystems(
  name: string,
  args: {
    clusterName: pulumi.Input<string>;
    addonVersions: AddonVersions;
    /** Id of the security group of the cluster's nodes. */
    securityGroupId: pulumi.Input<string>;
    namespace: pulumi.Input<string>;
    fileSystems: readonly LustreFileSystem[];
    /** What the driver's pods need to start. */
    dependsOn: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): FileSystems {
  const { clusterName, addonVersions, namespace, fileSystems, dependsOn } = args;
  const { parent } = options;
  const addon = createAddon(
    `${name}-lustre`,
    {
      clusterName,
      addonName: "aws-fsx-csi-driver",
      addonVersions,
    },
    { parent, dependsOn },
  );
  const rules = fileSystems.flatMap((fileSystem) =>
    createRules(name, fileSystem, args.securityGroupId, { parent }),
  );
  const claims = fileSystems.map((fileSystem): [string, pulumi.Output<string>] => [
    fileSystem.name,
    createClaim(`${name}-${fileSystem.name}`, fileSystem, namespace, options).metadata.name,
  ]);
  return { claims: Object.fromEntries(claims), ready: [addon, ...rules] };
}

function createClaim(
  name: string,
  { lustre: { fileSystemId, dnsName, mountName } }: LustreFileSystem,
  namespace: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.PersistentVolumeClaim {
  return createStaticVolume(
    name,
    {
      namespace,
      // Locks between nodes, as on a disk.
      mountOptions: ["flock"],
      csi: {
        driver: "fsx.csi.aws.com",
        // Kubernetes mounts only one volume of a handle: two directories are two.
        volumeHandle: `${fileSystemId}::${mountName}`,
        volumeAttributes: { dnsname: dnsName, mountname: mountName },
      },
    },
    options,
  );
}

/** Both ways: the servers of Lustre connect to its clients, too. */
function createRules(
  name: string,
  { name: fileSystem, securityGroupId: ofServers }: LustreFileSystem,
  ofNodes: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): aws.vpc.SecurityGroupIngressRule[] {
  return lustrePorts.flatMap((ports) =>
    [
      { name: `${fileSystem}-from-${name}-nodes`, from: ofNodes, to: ofServers, who: `nodes of ${name}` },
      {
        name: `${name}-nodes-from-${fileSystem}`,
        from: ofServers,
        to: ofNodes,
        who: `servers of ${fileSystem}`,
      },
    ].map(
      (rule) =>
        new aws.vpc.SecurityGroupIngressRule(
          `${rule.name}-${ports.fromPort}`,
          {
            securityGroupId: rule.to,
            referencedSecurityGroupId: rule.from,
            description: `Lustre from ${rule.who}`,
            ipProtocol: "tcp",
            ...ports,
          },
          options,
        ),
    ),
  );
}
