import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import type { CompleteService } from "../complete-service";
import { collectTelemetry } from "../telemetry-collector";
import type { WorkloadCluster } from "./workload-cluster";
import type { WorkloadMetadata } from "./workload-metadata";

/** A service with the telemetry of its pods, whose metrics are in a log group of the cluster, as its log lines. */
export function collectPodTelemetry(
  service: CompleteService,
  { metadata, cluster }: { metadata: WorkloadMetadata; cluster: WorkloadCluster },
  parent: pulumi.Resource,
): CompleteService {
  if (service.telemetry === undefined) return service;
  const { name, namespace } = metadata;
  const logGroupName = pulumi.interpolate`/aws/eks/${cluster.name}/${namespace}/${name}/metrics`;
  const { region } = awsContextOf(parent);
  return collectTelemetry(name, service, { region, logGroupName, logKeyArn: cluster.logKeyArn }, { parent });
}
