import type * as aws from "@pulumi/aws";
import { defaultNodes } from "../../../facts/eks-node-groups";
import {
  eksWarmPoolStates,
  type WarmPoolState,
  warmPoolLimits,
  warmPoolStates,
} from "../../../facts/eks-warm-pools";
import { mustBe, validateOneOf, validateWholeNumber } from "../../invalid-arguments";
import type { NodesArgs } from "./node-groups-arguments";

/** Instances beside the nodes that have started once, and become nodes in seconds. Of On-Demand nodes alone. */
export interface WarmPoolArgs {
  /** What they are until then: `stopped`, which costs their volumes alone, or `running`. @default stopped */
  state?: WarmPoolState;
  /** Instances that are in it at least. @default 0 */
  min?: number;
  /** Nodes and its instances together, at most. @default max of the group */
  maxPrepared?: number;
  /** Whether nodes that Cluster Autoscaler removes return to it; not with Bottlerocket. @default false */
  reuseOnScaleIn?: boolean;
}

/** A warm pool as EKS has it, which changes in place. Spot Instances can't be in one. */
export function warmPoolConfig(
  { state = "stopped", min = 0, maxPrepared, reuseOnScaleIn = false }: WarmPoolArgs,
  { max = defaultNodes.max }: Pick<NodesArgs, "max">,
): aws.types.input.eks.NodeGroupWarmPoolConfig {
  return {
    poolState: eksWarmPoolStates[state],
    minSize: min,
    maxGroupPreparedCapacity: maxPrepared ?? max,
    reuseOnScaleIn,
  };
}

/**
 * Validates a warm pool.
 *
 * @param at The argument that describes it.
 * @param group Its node group.
 */
export function validateWarmPool(
  at: string,
  { state, min = 0, maxPrepared, reuseOnScaleIn }: WarmPoolArgs,
  group: { bottlerocket: boolean; onDemand: boolean; min?: number | undefined },
): string[] {
  const nodes = group.min ?? 0;
  return [
    ...validateOneOf(`${at}.state`, state, warmPoolStates),
    ...validateWholeNumber(`${at}.min`, min, warmPoolLimits.min),
    ...validateWholeNumber(`${at}.maxPrepared`, maxPrepared, warmPoolLimits.maxPrepared),
    ...(maxPrepared !== undefined && maxPrepared < min + nodes
      ? [mustBe(`${at}.maxPrepared`, maxPrepared, `at least ${min + nodes}, its min and that of the nodes`)]
      : []),
    ...(reuseOnScaleIn && group.bottlerocket
      ? [`${at}.reuseOnScaleIn is true: must be false with Bottlerocket`]
      : []),
    ...(group.onDemand
      ? []
      : [`${at} must be left out: what names the group runs on Spot, which has no warm pool`]),
  ];
}
