import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { callVariables } from "../calls";
import { type CompleteService, healthTimeoutSeconds } from "../complete-service";
import { dataVariables } from "../data-source";
import { portNameOf } from "../published";
import { writableVolumes } from "../writable-volumes";
import { type MountedSecrets, secretsPath } from "./mounted-secrets";
import { capacityTypeOf, kubernetesArchitecture } from "./node-pool";
import type { PodLabels } from "./workload-metadata";

/**
 * Seconds that the load balancer's controller may take to deregister a terminating pod. Until then, and while its requests
 * drain, the pod answers: only then it gets SIGTERM.
 */
const deregistration = 5;

/** No writable directory's volume has this name: those with a hyphen end with a digest. */
const secretsVolumeName = "mounted-secrets";

/** User and group of every container: neither root nor known to the node. */
const user = 65532;

/**
 * The pod of a service, as the Pod Security Standard `restricted` requires: not root, no privilege escalation, no
 * capabilities, the runtime's seccomp profile, no token for the Kubernetes API, a read-only root filesystem. Of a service that
 * nobody reaches no path can be probed: its container is restarted when it ends.
 */
export function podSpec(
  service: CompleteService,
  pod: {
    labels: PodLabels;
    serviceAccountName: pulumi.Input<string>;
    secretName?: pulumi.Input<string>;
    mountedSecrets?: MountedSecrets;
    /** Region of what the service uses. */
    region?: pulumi.Input<string>;
    availabilityZones: number;
  },
): k8s.types.input.core.v1.PodSpec {
  const listens = service.exposure !== "none";
  const preStopDelay = listens ? deregistration + service.drainSeconds : 0;
  const writable = writableVolumes(service.writablePaths);
  return {
    serviceAccountName: pod.serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: preStopDelay + service.stopSeconds,
    nodeSelector: nodeSelector(service),
    topologySpreadConstraints: spread(service, pod),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
      ...(listens && unprivilegedPorts(service)),
    },
    containers: [
      {
        name: "service",
        image: service.image.reference,
        // Kubernetes calls the command of an image args, and its entrypoint command.
        ...(service.command && { args: service.command.map(literal) }),
        ...(listens && { ports: [containerPort(service)] }),
        env: environment(service, pod),
        resources: resources(service),
        ...(listens && {
          ...probes(service),
          lifecycle: { preStop: { sleep: { seconds: preStopDelay } } },
        }),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          ...writable.map(({ name, path: mountPath }) => ({ name, mountPath })),
          ...(pod.mountedSecrets
            ? [{ name: secretsVolumeName, mountPath: secretsPath, readOnly: true }]
            : []),
        ],
      },
    ],
    volumes: [
      ...writable.map(({ name }) => ({ name, emptyDir: { sizeLimit: "256Mi" } })),
      ...(pod.mountedSecrets ? [secretsVolume(pod.mountedSecrets)] : []),
    ],
  };
}

/** The service's port; by its name, so that a change of the port allows each pod its own. */
function containerPort({ port, protocol }: CompleteService): k8s.types.input.core.v1.ContainerPort {
  return {
    name: portNameOf(protocol),
    containerPort: port,
    ...(protocol === "udp" && { protocol: "UDP" }),
  };
}

/** Lets a user other than root listen on a port below 1024: a sysctl of the pod alone, which `restricted` allows. */
function unprivilegedPorts({ port, health }: CompleteService): k8s.types.input.core.v1.PodSecurityContext {
  return Math.min(port, health.port ?? port) < 1024
    ? { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] }
    : {};
}

/**
 * The variables whose value may be secret: all but plain strings, which the plan shows anyway. They go into a Kubernetes
 * Secret, which fewer people may read than pods.
 */
export function secretEnvironment(service: CompleteService): Record<string, pulumi.Input<string>> {
  const others = Object.entries(service.environment).filter(([, value]) => typeof value !== "string");
  return { ...Object.fromEntries(others), ...service.secretEnvironment };
}

/** The driver writes the Kubernetes Secret of the variables only for pods that mount it. */
function secretsVolume({ name }: MountedSecrets): k8s.types.input.core.v1.Volume {
  return {
    name: secretsVolumeName,
    csi: {
      driver: "secrets-store.csi.k8s.io",
      readOnly: true,
      volumeAttributes: { secretProviderClass: name },
    },
  };
}

/**
 * The service may override PLATFORM and AWS_REGION, which Fargate sets itself, by a secret too, not PORT. Values of a Secret and
 * of data are taken as they are: names and URLs of data have no $.
 */
function environment(
  service: CompleteService,
  {
    secretName,
    mountedSecrets,
    region,
  }: { secretName?: pulumi.Input<string>; mountedSecrets?: MountedSecrets; region?: pulumi.Input<string> },
): k8s.types.input.core.v1.EnvVar[] {
  const values = {
    PLATFORM: "eks",
    ...service.environment,
    ...callVariables(service.calls),
    ...(service.exposure !== "none" && { PORT: String(service.port) }),
  };
  const from = (secret: pulumi.Input<string>, key: string) => ({
    name: key,
    valueFrom: { secretKeyRef: { name: secret, key } },
  });
  const secrets = [
    ...(secretName === undefined
      ? []
      : Object.keys(secretEnvironment(service)).map((name) => from(secretName, name))),
    ...(mountedSecrets?.variables.map((name) => from(mountedSecrets.name, name)) ?? []),
  ];
  const ownRegion = [...Object.keys(service.environment), ...secrets.map(({ name }) => name)].includes(
    "AWS_REGION",
  );
  const ofData = {
    ...(region !== undefined && !ownRegion && { AWS_REGION: region }),
    ...dataVariables(service.uses),
  };
  return [
    ...Object.entries(ofData).map(([name, value]) => ({ name, value })),
    ...Object.entries(values).flatMap(([name, value]) =>
      // Kubernetes refuses a variable that is there twice.
      typeof value === "string" && !secrets.some((secret) => secret.name === name)
        ? [{ name, value: literal(value) }]
        : [],
    ),
    ...secrets,
  ].sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
}

/** The kubelet replaces $(NAME) and $$ in arguments and variables; doubled, each $ stays as it is. */
function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** No CPU limit, so that a start or a burst may use what the node has left; a memory limit, so that pods don't evict others. */
function resources({ cpu, memory }: CompleteService): k8s.types.input.core.v1.ResourceRequirements {
  return {
    requests: { cpu: `${Math.round((cpu * 1000) / 1024)}m`, memory: `${memory}Mi` },
    limits: { memory: `${memory}Mi` },
  };
}

/**
 * Started as soon as it answers; restarted where it doesn't within the grace period and the failed checks after it, as on
 * ECS. Not ready after the failed checks that the load balancer allows too; restarted only after a minute of them or more, so
 * that a replica gets no more requests before it is restarted.
 */
function probes(service: CompleteService): Partial<k8s.types.input.core.v1.Container> {
  const { intervalSeconds, unhealthyThreshold, graceSeconds } = service.health;
  const unhealthySeconds = unhealthyThreshold * intervalSeconds;
  const timeoutSeconds = healthTimeoutSeconds(intervalSeconds);
  const check = checkOf(service);
  return {
    startupProbe: {
      ...check,
      periodSeconds: 1,
      timeoutSeconds,
      failureThreshold: graceSeconds + unhealthySeconds,
    },
    readinessProbe: {
      ...check,
      periodSeconds: intervalSeconds,
      timeoutSeconds,
      failureThreshold: unhealthyThreshold,
    },
    livenessProbe: {
      ...check,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: Math.max(6, Math.ceil(unhealthySeconds / 10)),
    },
  };
}

/**
 * What is checked. The kubelet speaks HTTP/1.1 only, hence of other protocols checks that the port accepts connections; and
 * gRPC's port can't be given by its name.
 */
function checkOf({ protocol, port, health }: CompleteService): k8s.types.input.core.v1.Probe {
  if (protocol === "grpc") return { grpc: { port } };
  const onPort = { port: health.port ?? portNameOf(protocol) };
  return health.path === undefined || protocol === "http2"
    ? { tcpSocket: onPort }
    : { httpGet: { path: health.path, ...onPort } };
}

function nodeSelector(service: CompleteService): Record<string, string> {
  const capacityType = capacityTypeOf(service);
  return {
    "kubernetes.io/arch": kubernetesArchitecture(service.architecture),
    ...(capacityType === "mixed" ? {} : { "karpenter.sh/capacity-type": capacityType }),
  };
}

/**
 * Over zones: required where at least two replicas always run, so that they survive the loss of a zone, otherwise preferred.
 * Over Spot and On-Demand: required, for a service on both. Not over nodes: Karpenter would start one for each replica.
 *
 * `minDomains` keeps the first node of a new cluster from getting all replicas while the nodes of the other zones start. With
 * three zones or more it leaves one out, so that the replicas of a lost zone are replaced in the others; of two zones both
 * are needed. Without nodeTaintsPolicy the unreachable nodes of a lost zone would count as places without a replica.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 * @see https://karpenter.sh/docs/faq/
 */
function spread(
  service: CompleteService,
  { labels, availabilityZones }: { labels: PodLabels; availabilityZones: number },
): k8s.types.input.core.v1.TopologySpreadConstraint[] {
  const { min } = service.scaling;
  const common = {
    maxSkew: 1,
    labelSelector: { matchLabels: labels },
    matchLabelKeys: ["pod-template-hash"],
    nodeTaintsPolicy: "Honor",
  };
  const required = { ...common, whenUnsatisfiable: "DoNotSchedule" };
  const zone = "topology.kubernetes.io/zone";
  const overZones =
    min > 1
      ? { ...required, topologyKey: zone, minDomains: Math.min(min, Math.max(2, availabilityZones - 1)) }
      : { ...common, topologyKey: zone, whenUnsatisfiable: "ScheduleAnyway" };
  return capacityTypeOf(service) === "mixed"
    ? [overZones, { ...required, topologyKey: "karpenter.sh/capacity-type", minDomains: 2 }]
    : [overZones];
}
