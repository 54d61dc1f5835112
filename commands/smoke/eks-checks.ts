import {
  AppsV1Api,
  CoreV1Api,
  type KubeConfig,
  type V1Deployment,
  type V1Pod,
} from "@kubernetes/client-node";
import type { Check } from "../check";
import { readable } from "../job/kubernetes-requests";
import type { DeployedStack, EksService } from "./deployed-stack";

/**
 * Whether a service on EKS runs what its Deployment says, in as many pods, with the stack's image, and whether the load balancer
 * has found them healthy. It needs to read Deployments and Pods.
 */
export async function checkEksService(
  { name, namespace, deployment }: EksService,
  config: KubeConfig,
  images: DeployedStack["images"],
): Promise<Check[]> {
  const readFailed = (error: unknown) => {
    throw readable(error);
  };
  const found = await config
    .makeApiClient(AppsV1Api)
    .readNamespacedDeployment({ name: deployment, namespace })
    .catch(readFailed);
  const labelSelector = Object.entries(found.spec?.selector.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  const { items } = await config
    .makeApiClient(CoreV1Api)
    .listNamespacedPod({ namespace, labelSelector })
    .catch(readFailed);
  const what = `${name} on EKS`;
  const pods = items.filter(
    ({ metadata, status }) => !metadata?.deletionTimestamp && status?.phase !== "Succeeded",
  );
  return [checkRollout(what, found), ...checkPods(what, pods, images.get(name))];
}

function checkRollout(what: string, { metadata, spec, status }: V1Deployment): Check {
  const asked = spec?.replicas ?? 1;
  const { updatedReplicas = 0, availableReplicas = 0, replicas = 0 } = status ?? {};
  const isSeen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  if (isSeen && updatedReplicas === asked && availableReplicas >= asked && replicas === asked)
    return { what, result: "ok", detail: `${asked} of ${asked} replicas are up to date and available` };
  const stuck = status?.conditions?.find(({ type, status: is }) => type === "Progressing" && is === "False");
  return {
    what,
    result: "failed",
    detail:
      `${updatedReplicas} of ${asked} replicas are up to date, ${availableReplicas} available` +
      (stuck?.message ? `: ${stuck.message}` : ""),
    next: `wait for the rollout (--wait SECONDS), or look: kubectl describe pods --namespace ${metadata?.namespace} --selector app.kubernetes.io/name=${metadata?.name}`,
  };
}

function checkPods(
  service: string,
  pods: readonly V1Pod[],
  image: { tag: string; digest: string } | undefined,
): Check[] {
  const other = pods.filter((pod) => image !== undefined && !hasImage(pod, image));
  const gated = pods.filter(({ spec }) => (spec?.readinessGates ?? []).length > 0);
  const unhealthy = gated.filter((pod) => !areTargetsHealthy(pod));
  return [
    ...(image === undefined
      ? []
      : [
          {
            what: `pods of ${service}`,
            ...(other.length === 0
              ? {
                  result: "ok" as const,
                  detail: `${pods.length} run ${image.tag.slice(image.tag.lastIndexOf("/") + 1)}`,
                }
              : {
                  result: "failed" as const,
                  detail: `${other.length} of ${pods.length} don't run ${image.tag}`,
                  next: "pulumi up --refresh, or look at who else changes the Deployment",
                }),
          },
        ]),
    ...(gated.length === 0
      ? []
      : [
          {
            what: `targets of ${service}`,
            ...(unhealthy.length === 0
              ? { result: "ok" as const, detail: `${gated.length} healthy` }
              : {
                  result: "failed" as const,
                  detail: `${unhealthy.length} of ${gated.length} aren't healthy`,
                  next: "the service has to answer on health.path with 200 in time: docs/operations.md, Faults",
                }),
          },
        ]),
  ];
}

function hasImage({ spec, status }: V1Pod, { tag, digest }: { tag: string; digest: string }): boolean {
  const [, expected = ""] = digest.split("@");
  const isNamed = spec?.containers.some(({ image }) => image === tag || image === digest) ?? false;
  return isNamed || (status?.containerStatuses?.some(({ imageID }) => imageID.endsWith(expected)) ?? false);
}

/** The load balancer's controller sets a pod's readiness gate when its target is healthy. */
function areTargetsHealthy({ spec, status }: V1Pod): boolean {
  return (spec?.readinessGates ?? []).every(({ conditionType }) =>
    status?.conditions?.some((condition) => condition.type === conditionType && condition.status === "True"),
  );
}
