import type * as pulumi from "@pulumi/pulumi";

/** Metadata that all objects of a workload share. */
export interface WorkloadMetadata {
  /** Name of the service. */
  name: string;
  /** The cluster's namespace for services. */
  namespace: pulumi.Input<string>;
  /** The labels of the service's pods, and of no others. */
  labels: PodLabels;
}

/** Labels that select the pods of one service. */
export type PodLabels = { "app.kubernetes.io/name": string };

/** The labels of the pods of the service `name`. */
export function podLabels(name: string): PodLabels {
  return { "app.kubernetes.io/name": name };
}
