import type * as pulumi from "@pulumi/pulumi";
import { mostScaledWorkers } from "../../facts/backlog-scaling";
import type { StackService } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import { WorkerScaling } from "./worker-scaling";
import type { ScaledWorker } from "./worker-scaling-arguments";
import type { WorkloadCluster } from "./workload-cluster";

/** A service in the cluster. */
type ServiceInCluster = Pick<StackService, "name" | "service">;

/** Validates that one function can scale the workers among the services. */
export function validateWorkers(services: readonly ServiceInCluster[]): string[] {
  const { length } = services.flatMap(scaledWorkers);
  return length > mostScaledWorkers
    ? [`services has ${length} with scaling.backlog: must have at most ${mostScaledWorkers} on EKS`]
    : [];
}

/** Creates what scales the workers among the services, where there are any. */
export function scaleWorkers(
  name: string,
  {
    cluster,
    services,
    topic,
  }: { cluster: WorkloadCluster; services: readonly ServiceInCluster[]; topic?: FailureTopic | undefined },
  options: pulumi.ComponentResourceOptions,
): WorkerScaling | undefined {
  const workers = services.flatMap(scaledWorkers);
  const { name: clusterName, api, provider, namespace, logKeyArn } = cluster;
  if (workers.length === 0 || clusterName === undefined || api === undefined) return undefined;
  return new WorkerScaling(
    `${name}-worker-scaling`,
    { cluster: { name: clusterName, api, provider, namespace, logKeyArn }, workers, topic },
    options,
  );
}

function scaledWorkers({ name, service: { scaling } }: ServiceInCluster): ScaledWorker[] {
  const { min = 1, max = min, backlog } = scaling ?? {};
  return backlog ? [{ name, min, max, backlog }] : [];
}
