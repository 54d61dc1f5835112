import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceDescription } from "../service";
import { capacityTypeOf, kubernetesArchitecture } from "./node-pool";

/**
 * Seconds that the load balancer lets open requests finish on a pod that it has taken out: the same drain as
 * on ECS.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
 */
export const deregistrationDelay = 5;

/**
 * Seconds between "this pod is to stop" and SIGTERM. Meanwhile the pod goes on answering: the controller
 * needs a few seconds to take it out of the load balancer, which then drains it.
 */
const stopDelay = deregistrationDelay + 5;

/** Seconds from SIGTERM to SIGKILL. */
const stopTimeout = 30;

/** The user of every image of this project: neither root nor known to the node. */
const user = 65532;

/** The pods of a service and nothing else. */
export type PodLabels = { "app.kubernetes.io/name": string };

/**
 * A pod of a service, such as Pod Security `restricted` lets in: not root, no privileges to gain, no
 * capabilities, the runtime's system calls only, no token for the Kubernetes API, a read-only root with a
 * writable /tmp.
 */
export function podSpec(
  service: ServiceDescription,
  pod: { labels: PodLabels; serviceAccountName: pulumi.Input<string>; secretName?: pulumi.Input<string> },
): k8s.types.input.core.v1.PodSpec {
  return {
    serviceAccountName: pod.serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: stopDelay + stopTimeout,
    nodeSelector: nodeSelector(service),
    topologySpreadConstraints: spread(service, pod.labels),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: "service",
        image: service.image,
        ports: [{ name: "http", containerPort: service.port }],
        env: environment(service, pod.secretName),
        resources: resources(service),
        ...probes(service),
        lifecycle: { preStop: { sleep: { seconds: stopDelay } } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      },
    ],
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }],
  };
}

/**
 * The variables whose value may be secret. A value that is given as plain text is in the stack file in plain
 * text too, and is shown in the plan; any other goes into a Kubernetes Secret, which fewer people may read
 * than pods.
 */
export function secretEnvironment(service: ServiceDescription): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    Object.entries(service.environment ?? {}).filter(([, value]) => typeof value !== "string"),
  );
}

/** PORT is the component's; PLATFORM may be said otherwise by the service. */
function environment(
  service: ServiceDescription,
  secretName: pulumi.Input<string> | undefined,
): k8s.types.input.core.v1.EnvVar[] {
  const values = { PLATFORM: "eks", ...service.environment, PORT: String(service.port) };
  return Object.entries(values)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) =>
      typeof value === "string" || secretName === undefined
        ? { name, value }
        : { name, valueFrom: { secretKeyRef: { name: secretName, key: name } } },
    );
}

/**
 * CPU has no limit, so that a start or a burst may use what the node has left; memory has one, so that it
 * can't take its neighbours'.
 */
function resources({ cpu, memory }: ServiceDescription): k8s.types.input.core.v1.ResourceRequirements {
  return {
    requests: { cpu: `${Math.round((cpu * 1000) / 1024)}m`, memory: `${memory}Mi` },
    limits: { memory: `${memory}Mi` },
  };
}

/**
 * Started as soon as it answers, within two minutes; out of the load balancer after two missed checks;
 * restarted only after a minute without an answer, which is longer than a stop takes: a pod that answers 503
 * because it is draining isn't killed for it.
 */
function probes({ health }: ServiceDescription): Partial<k8s.types.input.core.v1.Container> {
  const httpGet = { path: health.path, port: "http" };
  return {
    startupProbe: { httpGet, periodSeconds: 1, timeoutSeconds: 2, failureThreshold: 120 },
    readinessProbe: {
      httpGet,
      periodSeconds: health.intervalSeconds,
      timeoutSeconds: 2,
      failureThreshold: 2,
    },
    livenessProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  };
}

function nodeSelector(service: ServiceDescription): Record<string, string> {
  const capacityType = capacityTypeOf(service);
  return {
    "kubernetes.io/arch": kubernetesArchitecture(service.architecture),
    ...(capacityType === "mixed" ? {} : { "karpenter.sh/capacity-type": capacityType }),
  };
}

/**
 * Over zones: strictly where there are always at least two copies, so that they survive the loss of a zone,
 * otherwise as far as it goes. Over nodes: as far as it goes, since a node for each copy would be wasteful.
 * Over Spot and On-Demand: strictly, for a service on both.
 */
function spread(
  service: ServiceDescription,
  labels: PodLabels,
): k8s.types.input.core.v1.TopologySpreadConstraint[] {
  const over = (topologyKey: string, strict: boolean): k8s.types.input.core.v1.TopologySpreadConstraint => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: strict ? "DoNotSchedule" : "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
    matchLabelKeys: ["pod-template-hash"],
  });
  return [
    over("topology.kubernetes.io/zone", service.scaling.min > 1),
    over("kubernetes.io/hostname", false),
    ...(capacityTypeOf(service) === "mixed"
      ? [{ ...over("karpenter.sh/capacity-type", true), minDomains: 2 }]
      : []),
  ];
}
