import type { KubernetesArchitecture } from "../facts/architectures";
import { instanceSize } from "../facts/ecs-instances";
import { instanceTypes } from "../facts/instance-types";
import type { Estimate } from "./estimator";
import { priceOfInstance } from "./instance-prices";
import { input, inside, list, type PricedResource, text } from "./priced-plan";

/** An instance type that a node pool can have. */
export interface PoolType {
  name: string;
  vcpus: number;
  /** GiB. */
  memory: number;
  /** Dollars a month, On-Demand. */
  price: number;
}

/** The instance types that a node pool names; undefined where EKS chooses among families. */
export function namedTypes(pool: PricedResource): string[] | undefined {
  const named = list(input(pool, "spec", "template", "spec", "requirements")).find(
    (item) => inside(item, "key") === "node.kubernetes.io/instance-type",
  );
  return named === undefined
    ? undefined
    : list(inside(named, "values")).flatMap((value) => text(value) ?? []);
}

/** The instance types that a pool can have for pods of an architecture, of those in the price table. */
export function typesOf(
  pool: PricedResource,
  architecture: KubernetesArchitecture,
  estimate: Estimate,
): PoolType[] {
  const names =
    namedTypes(pool) ??
    instanceTypes.filter((type) => type.architecture === architecture).map(({ name }) => name);
  return names.flatMap((name) => {
    const size = instanceSize(name);
    const price = priceOfInstance(name, estimate);
    return size === undefined || price === undefined ? [] : [{ name, ...size, price }];
  });
}
