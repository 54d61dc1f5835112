import type * as k8s from "@pulumi/kubernetes";
import { healthTimeoutSeconds } from "../complete-service";
import { type CompleteSidecar, sidecarFileVolumes, sidecarVariables, sidecarVolumes } from "../sidecar";
import { containerSpec, secretMounts } from "./container";
import type { MountedSecrets } from "./mounted-secrets";

/**
 * The sidecars of a pod, hardened as the service's container: init containers that are restarted, so that the service's
 * container starts after them and stops before them.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function sidecarSpecs(
  sidecars: readonly CompleteSidecar[],
  mountedSecrets?: MountedSecrets,
): k8s.types.input.core.v1.Container[] {
  return sidecars.map((sidecar) => {
    const { name, container, user, health } = sidecar;
    const parts = { variables: sidecarVariables(sidecar), mountedSecrets, sidecar: name };
    const spec = containerSpec(name, container, parts);
    return {
      ...spec,
      restartPolicy: "Always",
      securityContext: { ...spec.securityContext, runAsUser: user, runAsGroup: user },
      volumeMounts: [
        ...sidecarVolumes(sidecar).map((volume) => ({ name: volume.name, mountPath: volume.path })),
        ...sidecarFileVolumes(sidecar).map((volume) => ({
          name: volume.name,
          mountPath: volume.path,
          readOnly: true,
        })),
        ...secretMounts(parts),
      ],
      ...(health && probes(health)),
    };
  });
}

/** The service waits for the first success; an unhealthy sidecar takes its pod out of service, and is restarted. */
function probes({
  command,
  intervalSeconds: periodSeconds,
  graceSeconds,
  unhealthyThreshold,
}: NonNullable<CompleteSidecar["health"]>): Partial<k8s.types.input.core.v1.Container> {
  const check = { exec: { command }, periodSeconds, timeoutSeconds: healthTimeoutSeconds(periodSeconds) };
  const starting = Math.ceil(graceSeconds / periodSeconds) + unhealthyThreshold;
  return {
    startupProbe: { ...check, failureThreshold: starting },
    readinessProbe: { ...check, failureThreshold: unhealthyThreshold },
    livenessProbe: { ...check, failureThreshold: unhealthyThreshold },
  };
}
