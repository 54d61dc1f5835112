import type { Range } from "pulumi-offline-preview";
import type { KubernetesArchitecture } from "../facts/architectures";
import { gpuResource } from "../facts/gpus";
import { instanceTypes } from "../facts/instance-types";
import { type Pods, podsOf } from "./eks-pods";
import { namedTypes } from "./eks-pool-types";
import { input, inside, list, type PricedPlan, type PricedResource, text } from "./priced-plan";

/** How EC2 instances are bought. */
export type CapacityType = "spot" | "on-demand";

/** Pods that can share nodes: same architecture, same capacity type. */
export interface PodGroup {
  architecture: KubernetesArchitecture;
  capacity: CapacityType;
  pods: Pods[];
}

const architectureLabel = "kubernetes.io/arch";
const capacityLabel = "karpenter.sh/capacity-type";
const allArchitectures = [...new Set(instanceTypes.map(({ architecture }) => architecture))];

/** Whether only pods with GPUs get onto a pool's nodes, by its taint. */
export function hasGpus(pool: PricedResource): boolean {
  return list(input(pool, "spec", "template", "spec", "taints")).some(
    (taint) => inside(taint, "key") === gpuResource,
  );
}

/** The pods that a node pool runs, those with GPUs apart. Pods without a node selector run on the nodes that the others need, of the first pool. */
export function podGroupsOf(pool: PricedResource, plan: PricedPlan): PodGroup[] {
  const architectures = allowed(pool, architectureLabel, allArchitectures).filter(isArchitecture);
  const capacities = allowed(pool, capacityLabel, ["on-demand"]).filter(isCapacity);
  const [firstArchitecture = "amd64"] = architectures;
  const cheapest = capacities.includes("spot") ? "spot" : "on-demand";
  const groups = new Map<string, PodGroup>();
  const add = (pods: Pods, architecture: KubernetesArchitecture, capacity: CapacityType): void => {
    const key = `${architecture} ${capacity}`;
    const group = groups.get(key) ?? { architecture, capacity, pods: [] };
    groups.set(key, { ...group, pods: [...group.pods, pods] });
  };
  const all = podsOf(plan).filter((pods) => runsOn(pool, pods));
  const isAnywhere = ({ nodeSelector }: Pods) => Object.keys(nodeSelector).length === 0;
  for (const pods of all.filter((each) => !isAnywhere(each))) {
    const architecture = choice(pods.nodeSelector[architectureLabel], architectures, firstArchitecture);
    const capacity = choice(pods.nodeSelector[capacityLabel], capacities, cheapest);
    if (architecture === undefined || capacity === undefined) continue;
    if (pods.acrossCapacity && capacities.length === 2) {
      add({ ...pods, count: half(pods.count, Math.ceil) }, architecture, "on-demand");
      add({ ...pods, count: half(pods.count, Math.floor) }, architecture, "spot");
    } else {
      add(pods, architecture, capacity);
    }
  }
  const isFirstPool = plan.ofType(pool.type).find((each) => !hasGpus(each) && !namedTypes(each)) === pool;
  const { architecture = firstArchitecture, capacity = cheapest } = [...groups.values()][0] ?? {};
  for (const pods of isFirstPool ? all.filter(isAnywhere) : []) add(pods, architecture, capacity);
  return [...groups.values()];
}

/** Whether a pool runs pods: those that name it, or those that name none, with GPUs or without. */
function runsOn(pool: PricedResource, { gpus, nodeSelector }: Pods): boolean {
  const named = nodeSelector["karpenter.sh/nodepool"];
  return named === undefined
    ? namedTypes(pool) === undefined && gpus > 0 === hasGpus(pool)
    : named === text(input(pool, "metadata", "name"));
}

/** What a node selector selects of a pool's values: undefined where another pool runs the pods. */
function choice<T extends string>(
  selected: string | undefined,
  values: readonly T[],
  otherwise: T,
): T | undefined {
  return selected === undefined ? otherwise : values.find((value) => value === selected);
}

function half({ min, max }: Range, round: (value: number) => number): Range {
  return { min: round(min / 2), max: round(max / 2) };
}

/** Values that a pool allows for a label of its nodes. */
function allowed(pool: PricedResource, key: string, otherwise: readonly string[]): readonly string[] {
  const requirements = list(input(pool, "spec", "template", "spec", "requirements"));
  const found = requirements.find((item) => inside(item, "key") === key && inside(item, "operator") === "In");
  const values = list(inside(found, "values"))
    .map(text)
    .filter((value) => value !== undefined);
  return values.length > 0 ? values : otherwise;
}

function isArchitecture(value: string): value is KubernetesArchitecture {
  return allArchitectures.some((architecture) => architecture === value);
}

function isCapacity(value: string): value is CapacityType {
  return value === "spot" || value === "on-demand";
}
