import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import { dataSecrets } from "../data-source";
import { readSecretsStatements } from "../secret-permissions";
import { secretReferences, type WithSidecars } from "../sidecar";
import type { BucketVolumes } from "./bucket-volumes";
import type { PodPlacement } from "./compute/compute";
import { type ContainerParts, secretEnvironment } from "./container";
import { createContainerLogGroups } from "./container-logs";
import { podSecrets } from "./container-secrets";
import type { FileSystems } from "./file-systems";
import { createFiles } from "./mounted-files";
import { createMountedSecrets } from "./mounted-secrets";
import { createPodIdentity, type PodIdentity } from "./pod-identity";
import type { WorkloadCluster } from "./workload-cluster";
import type { WorkloadMetadata } from "./workload-metadata";

/** What pods refer to. */
export interface PodResources extends Pick<ContainerParts, "secretName" | "mountedSecrets" | "region"> {
  /** What it mounts file systems by. */
  fileSystems: FileSystems | undefined;
  /** What it mounts buckets by. */
  bucketVolumes: BucketVolumes | undefined;
  serviceAccountName: pulumi.Output<string>;
  /** The ConfigMap of the files. */
  filesName: pulumi.Output<string> | undefined;
  /** The role of the pods; undefined where they need none. */
  identity: PodIdentity | undefined;
  /** What pods start after: their log group and role, and the rules that let them through to data. */
  needed: pulumi.Resource[];
  /** How they are placed on nodes. */
  placement: PodPlacement;
}

/**
 * Creates what the pods of a container refer to: a ServiceAccount without token, the log group, and where the container needs them the role of
 * EKS Pod Identity, what the secrets store mounts, and a Secret of its secret variables.
 */
export function createPodResources(
  name: string,
  {
    container,
    metadata,
    cluster,
  }: {
    container: WithSidecars;
    metadata: WorkloadMetadata;
    cluster: WorkloadCluster;
  },
  parent: pulumi.Resource,
): PodResources {
  const account = new k8s.core.v1.ServiceAccount(
    `${name}-service-account`,
    { metadata, automountServiceAccountToken: false },
    { parent },
  );
  const serviceAccountName = account.metadata.name;
  const { permissions, uses } = container;
  const references = secretReferences(container);
  const ofData = dataSecrets(uses);
  const fileSystems = Object.keys(container.volumes).length > 0 ? cluster.fileSystems : undefined;
  const bucketVolumes = Object.keys(container.bucketVolumes).length > 0 ? cluster.bucketVolumes : undefined;
  const logGroups = createContainerLogGroups(
    name,
    { pods: metadata.name, retentionDays: container.logs.retentionDays, logs: cluster.containerLogs },
    { parent },
  );
  const drivers = [...(fileSystems?.ready ?? []), ...(bucketVolumes ? [bucketVolumes.driver] : [])];
  const reachable = [...logGroups, ...cluster.dataEndpointRules, ...drivers];
  const secretName = createSecret(name, container, metadata, parent)?.metadata.name;
  const filesName = createFiles(name, container, metadata, parent)?.metadata.name;
  const region = uses.length > 0 ? awsContextOf(parent).region : undefined;
  const { placement } = cluster;
  if (cluster.name === undefined || !needsRole(container)) {
    return {
      placement,
      serviceAccountName,
      identity: undefined,
      needed: reachable,
      secretName,
      filesName,
      fileSystems,
      bucketVolumes,
      region,
    };
  }
  const context = awsContextOf(parent);
  const readSecrets = readSecretsStatements({ references, ofData: Object.values(ofData) }, context, [
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetSecretValue",
  ]);
  const { namespace } = metadata;
  const identity = createPodIdentity(
    name,
    {
      clusterName: cluster.name,
      namespace,
      serviceAccount: serviceAccountName,
      permissions,
      uses,
      readSecrets,
    },
    { parent },
  );
  const mountedSecrets = readsSecrets(container)
    ? createMountedSecrets(
        name,
        { metadata, region: context.region, secrets: podSecrets(container), ofData },
        { parent, dependsOn: cluster.secretsStore?.ready ?? [] },
      )
    : undefined;
  const needed = [identity.association, ...identity.policies, ...reachable];
  return {
    ...{ serviceAccountName, identity, needed, secretName, filesName, placement },
    ...{ mountedSecrets, region, fileSystems, bucketVolumes },
  };
}

/** Whether a container's pods have to assume a role: to use AWS APIs, or to read secrets. */
export function needsRole(container: WithSidecars): boolean {
  const { permissions, uses } = container;
  return (
    permissions.length > 0 || readsSecrets(container) || uses.some(({ statements }) => statements.length > 0)
  );
}

/** Whether a pod has variables that the secrets store mounts, in its container or a sidecar. */
export function readsSecrets(container: WithSidecars): boolean {
  return secretReferences(container).length + Object.keys(dataSecrets(container.uses)).length > 0;
}

/** With a generated name: other values make another Secret, and thereby a rollout. */
function createSecret(
  name: string,
  container: WithSidecars,
  { namespace, labels }: WorkloadMetadata,
  parent: pulumi.Resource,
): k8s.core.v1.Secret | undefined {
  const stringData = secretEnvironment(container);
  if (Object.keys(stringData).length === 0) return undefined;
  return new k8s.core.v1.Secret(
    `${name}-environment`,
    { metadata: { namespace, labels }, immutable: true, stringData },
    { parent },
  );
}
