/**
 * Prefix lengths of the subnets of a zone. Zones, rounded up to a power of two, have equal shares of the VPC; a zone's
 * private subnet takes half of its share, the public one a quarter, and a quarter stays free. With 10.0.0.0/16 and two
 * zones: /18 (16,379 addresses) and /19 (8,187).
 */
export function subnetMasks(cidr: string, zones: number): { private: number; public: number } {
  const zone = prefixLength(cidr) + Math.ceil(Math.log2(zones));
  return { private: zone + 1, public: zone + 2 };
}

/** The prefix length of a CIDR block, NaN without one. */
export function prefixLength(cidr: string): number {
  return Number(cidr.split("/")[1]);
}
