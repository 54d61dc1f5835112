import type { Range } from "pulumi-offline-preview";
import { addonPods } from "../facts/eks-nodes";
import { gpuResource } from "../facts/gpus";
import { exactly } from "./money";
import {
  countOf,
  input,
  inside,
  list,
  number,
  type PricedPlan,
  type PricedResource,
  text,
} from "./priced-plan";

/** Replicas of one pod, and what each requests. */
export interface Pods {
  /** What they are of: a Deployment, a StatefulSet or an add-on. */
  of: PricedResource;
  /** Their namespace; undefined where it isn't known yet, or doesn't matter. */
  namespace: string | undefined;
  /** Replicas. */
  count: Range;
  /** vCPUs. */
  cpu: number;
  /** GiB. */
  memory: number;
  /** GPUs. */
  gpus: number;
  /** GiB of the node's disk. */
  storage: number;
  /** Whether replicas must run in different zones. */
  acrossZones: boolean;
  /** Whether replicas must run on both Spot and On-Demand nodes. */
  acrossCapacity: boolean;
  /** Labels of the nodes that can run it. */
  nodeSelector: Readonly<Record<string, string>>;
}

const workloads = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"];
const daemonSet = "kubernetes:apps/v1:DaemonSet";
const autoscaler = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

/** The pods that run on the nodes of a plan's cluster, including those of add-ons. */
export function podsOf(plan: PricedPlan): Pods[] {
  const ofAddons = plan.ofType("aws:eks/addon:Addon").flatMap((addon) => {
    const known = addonPods[text(input(addon, "addonName")) ?? ""];
    if (known === undefined) return [];
    const { replicas, cpu, memory } = known;
    const anywhere = {
      of: addon,
      namespace: undefined,
      gpus: 0,
      storage: 0,
      acrossZones: false,
      acrossCapacity: false,
      nodeSelector: {},
    };
    return [{ count: exactly(replicas), cpu, memory, ...anywhere }];
  });
  return [...deployedPods(plan), ...ofAddons];
}

/** The pods of a plan's Deployments and StatefulSets. */
export function deployedPods(plan: PricedPlan): Pods[] {
  return workloads.flatMap((type) => plan.ofType(type)).map((workload) => pods(workload, plan));
}

/** What the pods of DaemonSets request on each node: vCPUs and GiB. */
export function onEachNode(plan: PricedPlan): { cpu: number; memory: number } {
  const requests = plan
    .ofType(daemonSet)
    .map((found) => requestsOf(input(found, "spec", "template", "spec")));
  return {
    cpu: requests.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: requests.reduce((sum, { memory }) => sum + memory, 0),
  };
}

function pods(workload: PricedResource, plan: PricedPlan): Pods {
  const pod = input(workload, "spec", "template", "spec");
  return {
    of: workload,
    namespace: text(input(workload, "metadata", "namespace")),
    count: replicas(workload, plan),
    ...requestsOf(pod),
    acrossZones: mustSpreadOver(pod, "topology.kubernetes.io/zone"),
    acrossCapacity: mustSpreadOver(pod, "karpenter.sh/capacity-type"),
    nodeSelector: labels(inside(pod, "nodeSelector")),
  };
}

/** What a pod requests: vCPUs, GiB, GPUs, and GiB of disk. */
function requestsOf(pod: unknown): Pick<Pods, "cpu" | "memory" | "gpus" | "storage"> {
  // Init containers that are restarted run beside the others.
  const sidecars = list(inside(pod, "initContainers")).filter(
    (container) => inside(container, "restartPolicy") === "Always",
  );
  const containers = [...list(inside(pod, "containers")), ...sidecars];
  const requested = (resource: string): number =>
    containers
      .map((container) => inside(container, "resources"))
      .map((of) => inside(of, "requests", resource) ?? inside(of, "limits", resource))
      .reduce((total: number, written) => total + quantity(written), 0);
  return {
    cpu: requested("cpu"),
    memory: requested("memory") / 2 ** 30,
    gpus: requested(gpuResource),
    storage: requested("ephemeral-storage") / 2 ** 30,
  };
}

/** How many pods a Deployment or a StatefulSet has. */
export function replicas(workload: PricedResource, plan: PricedPlan): Range {
  const scaler = plan.ofType(autoscaler).find((found) => scales(found, workload));
  const scaled =
    scaler && countOf(input(scaler, "spec", "minReplicas") ?? 1, input(scaler, "spec", "maxReplicas"));
  return scaled ?? exactly(number(input(workload, "spec", "replicas")) ?? 1);
}

function scales(scaler: PricedResource, workload: PricedResource): boolean {
  if (scaler.propertyDependencies?.spec?.includes(workload.urn)) return true;
  const target = text(input(scaler, "spec", "scaleTargetRef", "name"));
  return target !== undefined && target === input(workload, "metadata", "name");
}

function mustSpreadOver(pod: unknown, key: string): boolean {
  return list(inside(pod, "topologySpreadConstraints")).some(
    (rule) => inside(rule, "topologyKey") === key && inside(rule, "whenUnsatisfiable") === "DoNotSchedule",
  );
}

function labels(selector: unknown): Record<string, string> {
  const entries = selector !== null && typeof selector === "object" ? Object.entries(selector) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

const suffixes: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A Kubernetes quantity, such as 250m or 512Mi; 0 where there is none. */
export function quantity(written: unknown): number {
  const [, digits, suffix = ""] = /^([\d.]+)([a-zA-Z]*)$/.exec(String(written ?? "")) ?? [];
  return (number(digits) ?? 0) * (suffix === "" ? 1 : (suffixes[suffix] ?? 0));
}
