import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { zonesWithoutEks } from "../../facts/eks-zones";

/**
 * A transform that places the subnets of an awsx VPC. awsx takes the first zones by name, and with them Local Zones that the
 * account opted in to, and zones that EKS refuses; it can't be given names that are known only when the program runs.
 *
 * A subnet stays in its zone even if AWS adds one whose name sorts before it.
 *
 * @param vpcName Name of the VPC, which those of its subnets begin with.
 * @param parent The component that asks AWS for the zones.
 */
export function zoneOfSubnets(vpcName: string, parent: pulumi.Resource): pulumi.ResourceTransform {
  const { names } = aws.getAvailabilityZonesOutput(
    {
      filters: [{ name: "zone-type", values: ["availability-zone"] }],
      excludeZoneIds: [...zonesWithoutEks],
    },
    { parent },
  );
  return ({ type, name, props, opts }) => {
    const number = type === "aws:ec2/subnet:Subnet" ? numberOf(vpcName, name) : undefined;
    return number === undefined
      ? undefined
      : {
          props: { ...props, availabilityZone: names.apply((zones) => zoneOf(number, zones)) },
          opts: pulumi.mergeOptions(opts, { ignoreChanges: ["availabilityZone"] }),
        };
  };
}

/** The number at the end of a subnet's name, such as network-public-2. */
function numberOf(vpcName: string, name: string): number | undefined {
  const [, number] = name.startsWith(`${vpcName}-`) ? (/-(?:private|public)-(\d+)$/.exec(name) ?? []) : [];
  return number === undefined ? undefined : Number(number);
}

/**
 * The zone of the subnets with a number, counted from 1 in the order of the names: AWS names a further zone with the next letter,
 * and `zonesWithoutEks` only grows. So a zone that comes or goes never gives a new subnet the zone of one that exists: a load
 * balancer takes one subnet in each zone.
 */
export function zoneOf(number: number, names: readonly string[]): string {
  const zones = [...names].sort();
  const zone = zones[number - 1];
  if (zone === undefined) {
    throw new pulumi.RunError(
      `The region has ${zones.length} availability zones for this account (${zones.join(", ")}), Local Zones and those that ` +
        `EKS refuses aside: availabilityZones must be at most ${zones.length}.`,
    );
  }
  return zone;
}
