import { type CidrBlock, formatCidrBlock, parseCidrBlock, partOf } from "../../facts/cidr-blocks";
import { vpcLimits } from "../../facts/vpc-limits";

/**
 * CIDR blocks of the subnets, by zone. The VPC is divided into equal blocks, one for each zone that it could ever have: 8, or
 * 4 and 2 in ranges of /23 and /24. Half of a zone's block is its private subnet, a quarter the public one, and a quarter
 * stays free. With 10.0.0.0/16: /20 (4,091 addresses) and /21 (2,043).
 *
 * The blocks of a zone follow from its number alone, so that zones come and go without moving another's subnets.
 */
export function subnetBlocks(cidr: string, zones: number): { private: string[]; public: string[] } {
  const vpc = parseCidrBlock(cidr);
  const blocks =
    vpc === undefined ? [] : Array.from({ length: zones }, (_, index) => partOf(vpc, zoneBits(vpc), index));
  return {
    private: blocks.map((zone) => formatCidrBlock(partOf(zone, 1, 0))),
    public: blocks.map((zone) => formatCidrBlock(partOf(zone, 2, 2))),
  };
}

/** Bits that a zone's block has more than the VPC: three, or fewer where its public subnet would be too small. */
function zoneBits({ prefixLength }: CidrBlock): number {
  return Math.min(3, vpcLimits.loadBalancerPrefixLength - 2 - prefixLength);
}
