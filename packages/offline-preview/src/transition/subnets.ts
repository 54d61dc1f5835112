import type { PlannedResource } from "../engine/plan";
import type { Value } from "../engine/value";
import type { Obstacle } from "./step";

/** An IPv4 range as its first and last address. */
interface Range {
  cidr: string;
  first: number;
  last: number;
}

/** A subnet whose range overlaps with that of another one in its VPC, which may be about to be deleted. */
export const overlappingSubnets: Obstacle = (resource, cloud) => {
  const own = subnetsOf(resource);
  if (own.length === 0) return undefined;
  for (const { resource: other } of cloud) {
    if (other === resource || !sameVpc(resource, other)) continue;
    const conflict = subnetsOf(other)
      .flatMap((theirs) => own.map((ours) => ({ ours, theirs })))
      .find(({ ours, theirs }) => ours.first <= theirs.last && theirs.first <= ours.last);
    if (conflict !== undefined) {
      return {
        because: `its range ${conflict.ours.cidr} overlaps with ${conflict.theirs.cidr} of ${other.name}, which is still there`,
        instead: "Keep the ranges of the subnets that exist, or deploy without the old ones first.",
        error: "InvalidSubnet.Conflict",
      };
    }
  }
  return undefined;
};

function sameVpc(one: PlannedResource, other: PlannedResource): boolean {
  return JSON.stringify(one.inputs.vpcId) === JSON.stringify(other.inputs.vpcId);
}

function subnetsOf({ type, inputs }: PlannedResource): Range[] {
  return type === "aws:ec2/subnet:Subnet" ? ranges([inputs.cidrBlock]) : [];
}

function ranges(values: (Value | undefined)[]): Range[] {
  return values.flatMap((value) => {
    const [, a, b, c, d, length] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(String(value)) ?? [];
    if (length === undefined) return [];
    const first = [a, b, c, d].reduce((sum, part) => sum * 256 + Number(part), 0);
    return [{ cidr: String(value), first, last: first + 2 ** (32 - Number(length)) - 1 }];
  });
}
