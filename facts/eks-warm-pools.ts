import type { Bounds } from "./service-limits";

/**
 * What the instances of a warm pool are while no node needs them: stopped, which costs their volumes alone, or running. EKS also has
 * hibernated, for a few instance types, and not with Bottlerocket.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/warm-pools-managed-node-groups.html (read 2026-11-22)
 */
export const warmPoolStates = ["stopped", "running"] as const;

/** What the instances of a warm pool are while no node needs them. */
export type WarmPoolState = (typeof warmPoolStates)[number];

/** What EKS calls these states. */
export const eksWarmPoolStates = { stopped: "STOPPED", running: "RUNNING" } as const satisfies Readonly<
  Record<WarmPoolState, string>
>;

/**
 * Instances of a warm pool at least; nodes and instances of the warm pool together, at most.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_WarmPoolConfig.html (read 2026-11-22)
 */
export const warmPoolLimits = {
  min: { min: 0, max: 450 },
  maxPrepared: { min: 1, max: 450 },
} as const satisfies Readonly<Record<string, Bounds>>;
