import * as aws from "@pulumi/aws";
import { Cluster } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import { runtimeMonitoring } from "../../facts/guard-duty";
import { defaultKubernetesVersion } from "../../facts/kubernetes-versions";
import { nodeRoleWithoutPath } from "../role-path";
import type { EksClusterArgs } from "./cluster-arguments";
import type { Compute } from "./compute/compute";
import { withoutCreator } from "./deploy-role";
import { endpointArguments } from "./endpoint";
import { createSecretsKey } from "./secrets-key";

/** The control plane of a cluster. */
export interface ControlPlane {
  /** The cluster with its roles and addons. */
  cluster: Cluster;
  /** Its logs. */
  logGroup: aws.cloudwatch.LogGroup;
  /** Name of their group, where the audit log is among them. */
  auditLogGroupName: pulumi.Output<string> | undefined;
  /** The KMS key that encrypts Kubernetes secrets, with `secretsEncryption`. */
  key: aws.kms.Key | undefined;
}

/** Creates a cluster, the log group of its control plane, and its key. */
export function createControlPlane(
  name: string,
  clusterName: string,
  args: Omit<EksClusterArgs, "compute"> & { compute: Compute },
  parent: pulumi.Resource,
): ControlPlane {
  const logGroup = createLogGroup(name, clusterName, args, parent);
  const key = args.secretsEncryption
    ? createSecretsKey(name, { clusterName, protect: args.protect }, parent)
    : undefined;
  const logs = args.logs ?? ["audit", "authenticator"];
  const { clusterArguments, clusterTransform } = args.compute;
  const cluster = new Cluster(
    name,
    {
      name: clusterName,
      version: args.version ?? defaultKubernetesVersion,
      upgradePolicy: { supportType: "STANDARD" },
      authenticationMode: "API",
      ...clusterArguments,
      // Nodes and add-ons are created by what pods run on.
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      createInstanceRole: false,
      bootstrapSelfManagedAddons: false,
      vpcId: args.network.vpcId,
      subnetIds: controlPlaneSubnetIds(args),
      ...endpointArguments(args),
      // By the group's name, so that the cluster inside of the remote component depends on the group. If the cluster
      // logged before the group exists, or after its deletion, EKS would create one without retention.
      enabledClusterLogTypes: logGroup.name.apply(() => logs),
      encryptionConfigKeyArn: key?.arn,
      deletionProtection: args.deletionProtection ?? false,
      ...(args.runtimeMonitoring && { clusterTags: runtimeMonitoring.tags }),
      providerCredentialOpts: args.credentials,
    },
    {
      parent,
      protect: args.protect,
      transforms: [
        nodeRoleWithoutPath(clusterName),
        ...(args.deployRole ? [withoutCreator] : []),
        ...(clusterTransform ? [clusterTransform] : []),
      ],
    },
  );
  const auditLogGroupName = logs.includes("audit") ? logGroup.name : undefined;
  return { cluster, logGroup, auditLogGroupName, key };
}

/** EKS would create this group itself, without retention. */
function createLogGroup(
  name: string,
  clusterName: string,
  args: Pick<EksClusterArgs, "logRetentionDays" | "logKeyArn" | "protect">,
  parent: pulumi.Resource,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    {
      name: `/aws/eks/${clusterName}/cluster`,
      retentionInDays: args.logRetentionDays ?? 7,
      kmsKeyId: args.logKeyArn,
    },
    { parent, protect: args.protect },
  );
}

/** Of a network whose zones are known, the subnets of the first ones; otherwise all, since any two may be in one zone. */
function controlPlaneSubnetIds({
  network,
  controlPlaneZones = 2,
}: Pick<EksClusterArgs, "network" | "controlPlaneZones">): pulumi.Input<string[]> {
  return network.availabilityZones === undefined
    ? network.workloadSubnetIds
    : pulumi.output(network.workloadSubnetIds).apply((ids) => ids.slice(0, controlPlaneZones));
}
