import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteContainer } from "../complete-container";
import type { WorkloadMetadata } from "./workload-metadata";

/** Arguments of {@link JobRun}. */
export interface JobRunArgs {
  /** Name of the pods, as their label and their network policy have it: no other pods' name. */
  podName: string;
  /** The cluster's namespace for services. */
  namespace: WorkloadMetadata["namespace"];
  /** What runs. */
  pod: k8s.types.input.core.v1.PodSpec;
  /** Annotations of the pod. @default none */
  annotations?: Record<string, pulumi.Input<string>>;
  /** The container that the pod has, with the connections that it may open. */
  container: CompleteContainer;
  /** Minutes after which the pod is stopped. */
  timeoutMinutes: number;
  /** What the pod needs besides, such as the policies of its role. */
  needed: readonly pulumi.Resource[];
}
