import { overlappingBlock } from "./cidr-blocks";
import type { Bounds } from "./service-limits";
import { reservedVpcRanges } from "./vpc-limits";

/** The name of a cluster. @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html (read 2026-11-22) */
export const clusterNamePattern = /^[0-9A-Za-z][\w-]{0,99}$/;

/**
 * Types of control-plane logs.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html (read 2026-11-20)
 */
export const controlPlaneLogs = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/** A type of control-plane log. */
export type ControlPlaneLog = (typeof controlPlaneLogs)[number];

/**
 * From where a cluster's API can be reached: from the internet and by private addresses in the VPC, from the internet alone, or in
 * the VPC alone. EKS calls both settings `endpointPublicAccess` and `endpointPrivateAccess`.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html (read 2026-11-21)
 */
export const endpointAccess = ["both", "public", "private"] as const;

/** From where a cluster's API can be reached. */
export type EndpointAccess = (typeof endpointAccess)[number];

/**
 * Whether a cluster's API is open to the internet. Only then Step Functions reaches it, whose requests come from addresses of AWS
 * that no list has.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html (read 2026-11-22)
 */
export function isOpenToInternet({
  endpoint,
  endpointCidrs,
}: {
  endpoint?: EndpointAccess | undefined;
  endpointCidrs?: readonly string[] | undefined;
}): boolean {
  return endpoint !== "private" && (endpointCidrs === undefined || endpointCidrs.includes("0.0.0.0/0"));
}

/** From where the API of a cluster that is there already is reached. */
export const existingEndpoints = ["public", "private"] as const;

/** One of them. */
export type ExistingEndpoint = (typeof existingEndpoints)[number];

/**
 * CIDR blocks of a cluster's public endpoint: "Public endpoint access CIDR ranges per cluster".
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html (read 2026-11-20)
 */
export const publicAccessCidrs = { min: 1, max: 40 } as const satisfies Bounds;

/**
 * Keys of tags that EKS Auto Mode and Karpenter set themselves: a NodeClass refuses them.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html (read 2026-11-21)
 */
export const reservedTagKey = /^(eks:|eks\.amazonaws\.com\/|karpenter\.|kubernetes\.io\/cluster\/)/;

/**
 * Ranges without public addresses: "The block cannot include reserved addresses". Those that documents use as examples are
 * left out, so that examples can be planned.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/config-cluster-endpoint.html (read 2026-11-20)
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry (read 2026-11-20)
 */
const reservedCidrs = [
  ...reservedVpcRanges,
  "10.0.0.0/8",
  "100.64.0.0/10",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "198.18.0.0/15",
] as const;

/** The reserved range that overlaps with a range of a public endpoint, for which EKS refuses it; 0.0.0.0/0 is allowed. */
export function reservedRangeIn(cidr: string): string | undefined {
  return cidr === "0.0.0.0/0" ? undefined : overlappingBlock(cidr, reservedCidrs);
}
