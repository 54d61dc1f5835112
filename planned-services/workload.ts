import type { Readable, ReadableResource } from "pulumi-offline-preview";
import { routesOfPods } from "./routes";
import {
  byName,
  imageTag,
  inputsOf,
  known,
  listed,
  listOf,
  permissionsOf,
  type ServiceContent,
  serviceNameOf,
  valueAt,
} from "./values";

/** A service on EKS: its Deployment and what scales it, or its StatefulSet. CPU and memory are in the units of the stack file. */
export function readWorkload(
  resources: readonly ReadableResource[],
  all: readonly ReadableResource[],
): ServiceContent {
  const deployment =
    inputsOf(resources, "kubernetes:apps/v1:Deployment") ??
    inputsOf(resources, "kubernetes:apps/v1:StatefulSet");
  const scaling = inputsOf(resources, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler");
  const policy = inputsOf(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy");
  const logs = inputsOf(resources, "aws:cloudwatch/logGroup:LogGroup");
  const pod = valueAt(deployment, "spec", "template", "spec");
  const [container, ...others] = listOf(valueAt(pod, "containers"));
  const sidecars = [
    ...others,
    ...listOf(valueAt(pod, "initContainers")).filter((each) => valueAt(each, "restartPolicy") === "Always"),
  ];
  const requests = [container, ...sidecars].map((each) => valueAt(each, "resources", "requests"));
  const nodes = valueAt(pod, "nodeSelector");
  return {
    settings: known({
      image: imageTag(valueAt(container, "image")),
      cpu: total(requests.map((each) => cpuUnits(valueAt(each, "cpu")))),
      memory: total(requests.map((each) => mebibytes(valueAt(each, "memory")))),
      architecture: architectureOf(valueAt(nodes, "kubernetes.io/arch")),
      port: valueAt(container, "ports", 0, "containerPort"),
      protocol: protocolOf(deployment, all),
      capacity: valueAt(nodes, "karpenter.sh/capacity-type"),
      nodeGroup: valueAt(nodes, "node-group") ?? valueAt(nodes, "karpenter.sh/nodepool"),
      "scaling.min": valueAt(scaling, "spec", "minReplicas") ?? valueAt(deployment, "spec", "replicas"),
      "scaling.max": valueAt(scaling, "spec", "maxReplicas"),
      exposure: exposureOf(policy, valueAt(container, "ports", 0)),
      routes: routesOfPods(deployment, all),
      calls: callsOf(policy),
      permissions: permissionsOf(resources),
      command: valueAt(container, "args"),
      mounts: listed(listOf(valueAt(container, "volumeMounts")).map((each) => valueAt(each, "mountPath"))),
      sidecars: listed(sidecars.map((each) => valueAt(each, "name"))),
      drainSeconds: drainSecondsOf(deployment, all),
      stopSeconds: stopSecondsOf(pod),
      "health.path": valueAt(container, "readinessProbe", "httpGet", "path"),
      "logs.retentionDays": valueAt(logs, "retentionInDays"),
    }),
    environment: byName(valueAt(container, "env")),
  };
}

/** A public service's port is open to any address, the load balancer's. */
function exposureOf(policy: Readable | undefined, port: Readable | undefined): string | undefined {
  if (policy === undefined) return undefined;
  const rule = valueAt(policy, "spec", "ingress", 0);
  return port === undefined
    ? "none"
    : rule !== undefined && valueAt(rule, "from") === undefined
      ? "public"
      : "internal";
}

/** The services that its network policy lets it call. */
function callsOf(policy: Readable | undefined): string | undefined {
  return listed(
    listOf(valueAt(policy, "spec", "egress"))
      .flatMap((rule) => listOf(valueAt(rule, "to")))
      .map((peer) => valueAt(peer, "podSelector", "matchLabels", "app.kubernetes.io/name")),
  );
}

/** What the stack file calls Kubernetes' architectures. */
function architectureOf(name: Readable | undefined): Readable | undefined {
  return name === "amd64" ? "x86_64" : name;
}

/** Its protocol, by the annotation of its target group, else by the name of its port; nothing with HTTP/1.1. */
function protocolOf(
  deployment: Readable | undefined,
  all: readonly ReadableResource[],
): Readable | undefined {
  const service = serviceOf(deployment, all);
  const version = valueAt(
    valueAt(service, "metadata", "annotations"),
    "alb.ingress.kubernetes.io/backend-protocol-version",
  );
  const protocol =
    typeof version === "string" ? version.toLowerCase() : valueAt(service, "spec", "ports", 0, "name");
  return protocol === "http" ? undefined : protocol;
}

/** The Service of a Deployment's pods. */
function serviceOf(deployment: Readable | undefined, all: readonly ReadableResource[]): Readable | undefined {
  const name = serviceNameOf(deployment);
  return all.find(
    ({ type, inputs }) =>
      type === "kubernetes:core/v1:Service" &&
      name !== undefined &&
      valueAt(inputs, "spec", "selector", "app.kubernetes.io/name") === name,
  )?.inputs;
}

/** How long the load balancer drains a pod's connections, which its target group's annotation says. */
function drainSecondsOf(
  deployment: Readable | undefined,
  all: readonly ReadableResource[],
): string | undefined {
  const annotations = valueAt(serviceOf(deployment, all), "metadata", "annotations");
  const attributes = valueAt(annotations, "alb.ingress.kubernetes.io/target-group-attributes");
  return /deregistration_delay\.timeout_seconds=(\d+)/.exec(String(attributes))?.[1];
}

/** What is left to a container to stop when its preStop hook has ended. */
function stopSecondsOf(pod: Readable | undefined): number | undefined {
  const [grace, sleep = 0] = [
    valueAt(pod, "terminationGracePeriodSeconds"),
    valueAt(pod, "containers", 0, "lifecycle", "preStop", "sleep", "seconds"),
  ];
  return typeof grace === "number" && typeof sleep === "number" ? grace - sleep : undefined;
}

/** The sum of the containers' quantities; that of the one that can't be added up, if there is one. */
function total(quantities: readonly (Readable | undefined)[]): Readable | undefined {
  const known = quantities.filter((each) => each !== undefined);
  if (known.length === 0) return undefined;
  const sum = known.reduce<number>((total, each) => total + Number(each), 0);
  return Number.isNaN(sum) ? known[0] : String(sum);
}

/** "250m" of a CPU are 256 CPU units; a request is rounded up to millicores. */
function cpuUnits(quantity: Readable | undefined): Readable | undefined {
  const [, millis] = /^(\d+)m$/.exec(String(quantity)) ?? [];
  if (millis !== undefined) return String(Math.floor((Number(millis) * 1024) / 1000));
  return /^\d+$/.test(String(quantity)) ? String(Number(quantity) * 1024) : quantity;
}

function mebibytes(quantity: Readable | undefined): Readable | undefined {
  return /^(\d+)Mi$/.exec(String(quantity))?.[1] ?? quantity;
}
