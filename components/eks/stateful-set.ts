import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../complete-service";
import type { BlockStorage } from "./block-storage";
import { statefulSetTimeouts } from "./rollout-timeouts";
import { claimTemplates } from "./volume-claims";
import type { WorkloadMetadata } from "./workload-metadata";

/** What the replicas of a StatefulSet are created from. */
interface ReplicasArgs {
  service: CompleteService;
  /** What creates their volumes. */
  storage: BlockStorage;
  metadata: WorkloadMetadata;
  /** The pod. */
  template: k8s.types.input.core.v1.PodTemplateSpec;
}

/**
 * Creates the replicas of a service with volumes of their own: a StatefulSet, whose pods keep name, volume and thereby zone, and
 * the headless Service that it requires. Pods are replaced one by one, the last first, each after it has stopped, for a volume is
 * attached to one node.
 *
 * Pods start together: in order, one that never gets ready would block its own repair
 * (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback).
 */
export function createStatefulSet(
  name: string,
  { service, storage, metadata, template }: ReplicasArgs,
  options: pulumi.CustomResourceOptions,
): k8s.apps.v1.StatefulSet {
  const { namespace, labels } = metadata;
  const headless = new k8s.core.v1.Service(
    `${name}-replicas`,
    // With a generated name: the service's own is that of its Service. Pulumi would wait for endpoints, which come later.
    {
      metadata: { namespace, labels, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { clusterIP: "None", selector: labels },
    },
    options,
  );
  return new k8s.apps.v1.StatefulSet(
    `${name}-stateful-set`,
    {
      metadata,
      spec: {
        replicas: service.scaling.min,
        serviceName: headless.metadata.name,
        podManagementPolicy: "Parallel",
        selector: { matchLabels: labels },
        // The claims are the stack's: it alone deletes them.
        persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
        volumeClaimTemplates: claimTemplates(service, storage),
        template,
      },
    },
    { ...options, customTimeouts: statefulSetTimeouts(service) },
  );
}
