import type { Range } from "pulumi-offline-preview";
import { instanceSize } from "../facts/ecs-instances";
import { fits, type Nodes } from "./eks-node-room";
import type { PodGroup } from "./eks-pod-groups";
import { onEachNode } from "./eks-pods";
import { namedTypes } from "./eks-pool-types";
import type { Estimate } from "./estimator";
import type { PricedResource } from "./priced-plan";

/** The cheapest instance type with a GPU, the one with a price; larger ones with a single GPU cost more for each. */
const name = "g4dn.xlarge";

/** A node for each of the fewest or the most replicas with a GPU; undefined where the type in the price table has no room for one. */
export function gpuNodes(
  group: PodGroup,
  end: keyof Range,
  estimate: Estimate,
  pool: PricedResource,
): Nodes | undefined {
  if (namedTypes(pool)?.includes(name) === false) return undefined;
  const size = instanceSize(name);
  const daemons = onEachNode(estimate.plan);
  const hasRoom = group.pods.every(
    ({ cpu, memory, gpus }) =>
      size !== undefined && gpus <= size.gpus && fits(size, cpu + daemons.cpu, memory + daemons.memory),
  );
  if (!hasRoom) return undefined;
  const count = group.pods.reduce((sum, pods) => sum + pods.count[end], 0);
  return { name, count, price: count * estimate.price("g4dnXlarge") };
}
