import type { z } from "zod";
import { completeCapacity } from "../../../components/complete-service";
import type { JobDescription } from "../../../components/job";
import type { ServiceDescription } from "../../../components/service";
import { hasGpus } from "../../../facts/ecs-instances";
import { warmPoolLimits, warmPoolStates } from "../../../facts/eks-warm-pools";
import { boolean, choice, integer, object } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** The warm pool of a node group. */
export const warmPoolSchema = object(
  {
    state: choice(
      warmPoolStates,
      "What its instances are until they become nodes: stopped, which costs their volumes alone, $0.08 per GiB a month; or running, which " +
        "costs as much as nodes. Default: stopped.",
    ),
    min: integer(warmPoolLimits.min, "Instances that are in it at least. Default: 0."),
    maxPrepared: integer(
      warmPoolLimits.maxPrepared,
      "Nodes and its instances together, at most. Default: max of the group.",
    ),
    reuseOnScaleIn: boolean(
      "Whether nodes that Cluster Autoscaler removes return to it, with the images that they have; not with Bottlerocket. Default: false.",
    ),
  },
  "Instances beside the nodes that have started once, and become nodes in seconds; of On-Demand nodes alone. With compute: managed. " +
    "Changed in place. Default: none.",
);

interface Group {
  instanceTypes: readonly string[];
  operatingSystem?: string | undefined;
  min?: number | undefined;
  warmPool?: z.output<typeof warmPoolSchema> | undefined;
}

/** Adds what can't be combined in a warm pool. */
export function validateWarmPool(
  at: Path,
  { warmPool, instanceTypes, operatingSystem, min: nodes = 0 }: Group,
  defaultOperatingSystem: string,
  errors: ValidationErrors,
): void {
  if (warmPool === undefined) return;
  const { min = 0, maxPrepared, reuseOnScaleIn } = warmPool;
  if (maxPrepared !== undefined && maxPrepared < min + nodes) {
    errors.add(
      [...at, "warmPool", "maxPrepared"],
      `is ${maxPrepared}, but must be at least ${min + nodes}: its min and that of the nodes.`,
    );
  }
  const isBottlerocket =
    instanceTypes.some(hasGpus) || (operatingSystem ?? defaultOperatingSystem) === "bottlerocket";
  if (reuseOnScaleIn && isBottlerocket) {
    errors.add(
      [...at, "warmPool", "reuseOnScaleIn"],
      "can't be true with Bottlerocket, which nodes with GPUs have, too.",
    );
  }
}

/** Adds an error for a service or a job on Spot alone, on a node group with a warm pool. */
export function validateWithoutSpot(
  at: Path,
  {
    nodeGroup,
    capacity,
  }: Pick<ServiceDescription, "capacity" | "nodeGroup"> | Pick<JobDescription, "capacity" | "nodeGroup">,
  { warmPool }: { warmPool?: object | undefined },
  errors: ValidationErrors,
): void {
  const { base, onDemand } = completeCapacity(capacity);
  if (warmPool === undefined || base + onDemand > 0) return;
  errors.add(
    [...at, "nodeGroup"],
    `is ${nodeGroup}, whose warm pool is of On-Demand nodes: set capacity: on-demand, or take another group.`,
  );
}
