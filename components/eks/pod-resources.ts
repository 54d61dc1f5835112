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
import { createPodRole, type PodRole } from "./pod-role";
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
  identity: PodRole | undefined;
  /** What pods start after: their log group and role, and the rules that let them through to data. */
  needed: pulumi.Resource[];
  /** How they are placed on nodes. */
  placement: PodPlacement;
}

/**
 * Creates what the pods of a container refer to: a ServiceAccount without token, the log group, and where the container needs them a
 * role, what the secrets store mounts, and a Secret of its secret variables.
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
  const identity = createRole(name, { container, metadata, cluster }, parent);
  const annotations = identity?.accountAnnotations ?? {};
  const account = new k8s.core.v1.ServiceAccount(
    `${name}-service-account`,
    {
      metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
      automountServiceAccountToken: false,
    },
    { parent },
  );
  const { uses } = container;
  const fileSystems = Object.keys(container.volumes).length > 0 ? cluster.fileSystems : undefined;
  const bucketVolumes = Object.keys(container.bucketVolumes).length > 0 ? cluster.bucketVolumes : undefined;
  const logs = createContainerLogGroups(
    name,
    { pods: metadata.name, retentionDays: container.logs.retentionDays, logs: cluster.containerLogs },
    { parent },
  );
  const mountedSecrets =
    identity && readsSecrets(container)
      ? createMountedSecrets(
          name,
          {
            metadata,
            region: awsContextOf(parent).region,
            by: identity.by,
            secrets: podSecrets(container),
            ofData: dataSecrets(uses),
          },
          { parent, dependsOn: cluster.secretsStore?.ready ?? [] },
        )
      : undefined;
  return {
    placement: cluster.placement,
    serviceAccountName: account.metadata.name,
    identity,
    needed: [
      ...(identity ? [...identity.associations, ...identity.policies] : []),
      ...logs,
      ...cluster.dataEndpointRules,
      ...(fileSystems?.ready ?? []),
      ...(bucketVolumes ? [bucketVolumes.driver] : []),
    ],
    secretName: createSecret(name, container, metadata, parent)?.metadata.name,
    filesName: createFiles(name, container, metadata, parent)?.metadata.name,
    fileSystems,
    bucketVolumes,
    mountedSecrets,
    region: uses.length > 0 ? awsContextOf(parent).region : undefined,
  };
}

/** The role of the pods, where they need one and the cluster has roles for them. */
function createRole(
  name: string,
  {
    container,
    metadata,
    cluster: { identity },
  }: { container: WithSidecars; metadata: WorkloadMetadata; cluster: WorkloadCluster },
  parent: pulumi.Resource,
): PodRole | undefined {
  if (identity === undefined || !needsRole(container)) return undefined;
  const { permissions, uses } = container;
  const readSecrets = readSecretsStatements(
    { references: secretReferences(container), ofData: Object.values(dataSecrets(uses)) },
    awsContextOf(parent),
    ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
  );
  const { namespace, name: serviceAccount } = metadata;
  return createPodRole(
    name,
    { identity, namespace, serviceAccount, permissions, uses, readSecrets },
    { parent },
  );
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
