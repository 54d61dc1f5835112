import type { Bounds } from "./service-limits";

/**
 * Types of control-plane logs.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html (read 2026-11-20)
 */
export const controlPlaneLogs = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/** A type of control-plane log. */
export type ControlPlaneLog = (typeof controlPlaneLogs)[number];

/**
 * CIDR blocks of a cluster's public endpoint: "Public endpoint access CIDR ranges per cluster".
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html (read 2026-11-20)
 */
export const publicAccessCidrs = { min: 1, max: 40 } as const satisfies Bounds;
