import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../complete-service";
import type { WorkloadMetadata } from "./workload-metadata";

/**
 * Creates the HorizontalPodAutoscaler of a Deployment. Where min equals max, without a target: Kubernetes then has 80 % of the CPU,
 * which changes nothing.
 */
export function createAutoscaler(
  name: string,
  {
    metadata,
    deployment,
    scaling,
  }: {
    metadata: WorkloadMetadata;
    deployment: Pick<k8s.apps.v1.Deployment, "metadata">;
    scaling: CompleteService["scaling"];
  },
  options: pulumi.CustomResourceOptions,
): k8s.autoscaling.v2.HorizontalPodAutoscaler {
  const { min, max, cpuPercent, memoryPercent } = scaling;
  const metric = (resource: string, averageUtilization: number | undefined) =>
    averageUtilization === undefined
      ? []
      : [
          {
            type: "Resource",
            resource: { name: resource, target: { type: "Utilization", averageUtilization } },
          },
        ];
  const metrics = [...metric("cpu", cpuPercent), ...metric("memory", memoryPercent)];
  return new k8s.autoscaling.v2.HorizontalPodAutoscaler(
    `${name}-autoscaler`,
    {
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment.metadata.name },
        minReplicas: min,
        maxReplicas: max,
        ...(metrics.length > 0 && { metrics }),
        ...behaviorOf(scaling),
      },
    },
    options,
  );
}

/** Kubernetes waits 300 seconds before it scales in, and none before it scales out, unless it is told otherwise. */
function behaviorOf({
  scaleInCooldownSeconds,
  scaleOutCooldownSeconds,
}: CompleteService["scaling"]): Pick<k8s.types.input.autoscaling.v2.HorizontalPodAutoscalerSpec, "behavior"> {
  const window = (seconds: number | undefined) =>
    seconds === undefined ? undefined : { stabilizationWindowSeconds: seconds };
  const [scaleDown, scaleUp] = [window(scaleInCooldownSeconds), window(scaleOutCooldownSeconds)];
  return scaleDown || scaleUp
    ? { behavior: { ...(scaleDown && { scaleDown }), ...(scaleUp && { scaleUp }) } }
    : {};
}
