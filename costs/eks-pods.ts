import type { Range } from "pulumi-offline-preview";
import { addonPods } from "./eks-prices";
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

/** Copies of one pod, and what each asks of a node. */
export interface Pods {
  count: Range;
  /** vCPUs. */
  cpu: number;
  /** GiB. */
  memory: number;
  /** Whether copies must stand in different zones. */
  acrossZones: boolean;
  /** Whether copies must stand on Spot and On-Demand nodes alike. */
  acrossCapacity: boolean;
  /** Labels that a node must have. */
  nodeSelector: Readonly<Record<string, string>>;
}

const workloads = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"];
const autoscaler = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

/** The pods that a plan runs on the nodes of its cluster, those of add-ons included. */
export function podsOf(plan: PricedPlan): Pods[] {
  const own = workloads.flatMap((type) => plan.ofType(type)).map((workload) => pods(workload, plan));
  const ofAddons = plan.ofType("aws:eks/addon:Addon").flatMap((addon) => {
    const known = addonPods[text(input(addon, "addonName")) ?? ""];
    const anywhere = { acrossZones: false, acrossCapacity: false, nodeSelector: {} };
    return known ? [{ ...known, ...anywhere, count: exactly(known.count) }] : [];
  });
  return [...own, ...ofAddons];
}

function pods(workload: PricedResource, plan: PricedPlan): Pods {
  const pod = input(workload, "spec", "template", "spec");
  const containers = list(inside(pod, "containers"));
  const asked = (resource: string): number =>
    containers
      .map((container) => inside(container, "resources"))
      .map((of) => inside(of, "requests", resource) ?? inside(of, "limits", resource))
      .reduce((total: number, written) => total + quantity(written), 0);
  return {
    count: copies(workload, plan),
    cpu: asked("cpu"),
    memory: asked("memory") / 2 ** 30,
    acrossZones: mustSpreadOver(pod, "topology.kubernetes.io/zone"),
    acrossCapacity: mustSpreadOver(pod, "karpenter.sh/capacity-type"),
    nodeSelector: labels(inside(pod, "nodeSelector")),
  };
}

function copies(workload: PricedResource, plan: PricedPlan): Range {
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

/** A quantity as Kubernetes writes it, such as 250m or 512Mi; 0 where there is none. */
export function quantity(written: unknown): number {
  const [, digits, suffix = ""] = /^([\d.]+)([a-zA-Z]*)$/.exec(String(written ?? "")) ?? [];
  return (number(digits) ?? 0) * (suffix === "" ? 1 : (suffixes[suffix] ?? 0));
}
