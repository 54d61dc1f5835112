import type { Readable, ReadableResource } from "pulumi-offline-preview";
import { byName, imageTag, inputsOf, known, type ServiceContent, valueAt } from "./values";

/** A service on EKS: its Deployment and what scales it, or its StatefulSet. CPU and memory are in the units of the stack file. */
export function readWorkload(resources: readonly ReadableResource[]): ServiceContent {
  const deployment =
    inputsOf(resources, "kubernetes:apps/v1:Deployment") ??
    inputsOf(resources, "kubernetes:apps/v1:StatefulSet");
  const scaling = inputsOf(resources, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler");
  const policy = inputsOf(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy");
  const pod = valueAt(deployment, "spec", "template", "spec");
  const container = valueAt(pod, "containers", 0);
  const nodes = valueAt(pod, "nodeSelector");
  return {
    settings: known({
      image: imageTag(valueAt(container, "image")),
      cpu: cpuUnits(valueAt(container, "resources", "requests", "cpu")),
      memory: mebibytes(valueAt(container, "resources", "requests", "memory")),
      architecture: valueAt(nodes, "kubernetes.io/arch"),
      port: valueAt(container, "ports", 0, "containerPort"),
      capacity: valueAt(nodes, "karpenter.sh/capacity-type"),
      nodeGroup: valueAt(nodes, "node-group") ?? valueAt(nodes, "karpenter.sh/nodepool"),
      "scaling.min": valueAt(scaling, "spec", "minReplicas") ?? valueAt(deployment, "spec", "replicas"),
      "scaling.max": valueAt(scaling, "spec", "maxReplicas"),
      exposure: exposureOf(policy, valueAt(container, "ports", 0)),
      calls: callsOf(policy),
      "health.path": valueAt(container, "readinessProbe", "httpGet", "path"),
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
  const rules = valueAt(policy, "spec", "egress");
  const calls = (Array.isArray(rules) ? rules : [])
    .map((rule) => valueAt(rule, "to"))
    .flatMap((peers) => (Array.isArray(peers) ? peers : []))
    .map((peer) => valueAt(peer, "podSelector", "matchLabels", "app.kubernetes.io/name"))
    .filter((name) => typeof name === "string");
  return calls.length > 0 ? calls.sort().join(", ") : undefined;
}

/** "250m" of a CPU are 256 CPU units. */
function cpuUnits(quantity: Readable | undefined): Readable | undefined {
  const [, millis] = /^(\d+)m$/.exec(String(quantity)) ?? [];
  if (millis !== undefined) return String(Math.round((Number(millis) * 1024) / 1000));
  return /^\d+$/.test(String(quantity)) ? String(Number(quantity) * 1024) : quantity;
}

function mebibytes(quantity: Readable | undefined): Readable | undefined {
  return /^(\d+)Mi$/.exec(String(quantity))?.[1] ?? quantity;
}
