import type { CostLine } from "pulumi-offline-preview";
import { fargateAddonPods, fargatePodSize, type PodSize, provisionedStorageGib } from "../facts/eks-fargate";
import { includedStorageGib } from "../facts/ephemeral-storage";
import { costLine } from "./cost-line";
import { deployedPods, type Pods } from "./eks-pods";
import type { Estimate } from "./estimator";
import { exactly } from "./money";
import { input, inside, list, type PricedPlan, type PricedResource, text } from "./priced-plan";

/** The pods that run on Fargate by a profile: each costs the size that Fargate provisions for what it requests. */
export function fargateProfile(profile: PricedResource, estimate: Estimate): CostLine[] {
  const namespaces = list(input(profile, "selectors")).flatMap(
    (selector) => text(inside(selector, "namespace")) ?? [],
  );
  return podsIn(namespaces, estimate.plan).flatMap(({ of, count, cpu, memory, storage }) => {
    const size = fargatePodSize({ cpu: cpu * 1024, memory: memory * 1024 });
    if (size === undefined) {
      estimate.noPrice(of, "pods larger than the largest size of Fargate");
      return [];
    }
    const provisioned = { ...size, storage: provisionedStorageGib(storage) };
    const line = costLine(of, "eks-fargate-pod", nameOf(provisioned), count, priceOf(provisioned, estimate));
    return [{ ...line, estimate: "what a pod requests and 256 MiB, rounded up to a size of Fargate" }];
  });
}

type Provisioned = PodSize & { storage: number };

function nameOf({ cpu, memory, storage }: Provisioned): string {
  const disk = storage > includedStorageGib ? `, ${storage} GiB of storage` : "";
  return `Fargate pod, ${cpu / 1024} vCPU, ${memory / 1024} GB${disk}`;
}

function priceOf({ cpu, memory, storage }: Provisioned, estimate: Estimate): number {
  const more = storage - includedStorageGib;
  return (
    (cpu / 1024) * estimate.price("fargateX86Cpu") +
    (memory / 1024) * estimate.price("fargateX86Memory") +
    (more > 0 ? more * estimate.price("fargateStorage") : 0)
  );
}

type PodsOnFargate = Pick<Pods, "of" | "count" | "cpu" | "memory" | "storage">;

/** The pods of some namespaces, those of add-ons too. */
function podsIn(namespaces: readonly string[], plan: PricedPlan): PodsOnFargate[] {
  const ofAddons = plan.ofType("aws:eks/addon:Addon").flatMap((addon): PodsOnFargate[] => {
    const known = fargateAddonPods[text(input(addon, "addonName")) ?? ""];
    if (known === undefined || !namespaces.includes(known.namespace)) return [];
    const { replicas, cpu, memory } = known;
    return [{ of: addon, count: exactly(replicas), cpu, memory, storage: 0 }];
  });
  const deployed = deployedPods(plan).filter(
    ({ namespace }) => namespace !== undefined && namespaces.includes(namespace),
  );
  return [...deployed, ...ofAddons];
}
