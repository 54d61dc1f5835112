import * as pulumi from "@pulumi/pulumi";
import { Address4 } from "ip-address";
import type { NetworkArgs } from "./network";
import { prefixLength, subnetMasks } from "./subnet-masks";

const natModes: readonly unknown[] = ["none", "single", "per-zone"];

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** A load balancer needs subnets of at least this size: 27 addresses. */
const smallestPublicSubnet = 27;

/**
 * Refuses arguments that can't make a network.
 * @throws pulumi.RunError that lists all of them.
 */
export function refuse(name: string, args: NetworkArgs): void {
  const refusals = args.existing ? refusedBesideExisting(args) : refusedForOwn(args);
  if (refusals.length > 0) {
    throw new pulumi.RunError([`Network "${name}" is refused:`, ...refusals].join("\n  - "));
  }
}

function refusedBesideExisting(args: NetworkArgs): string[] {
  const { existing, ...others } = args;
  const refusals = Object.entries(others)
    .filter(([argument, value]) => value !== undefined && argument !== "kubernetesTags")
    .map(([argument]) => `${argument}: can't go with existing: nothing is made in a VPC that exists`);
  if (existing && existing.publicSubnetIds.length < 2) {
    refusals.push(
      `existing.publicSubnetIds: ${existing.publicSubnetIds.length} given, a load balancer needs at least 2, in two zones`,
    );
  }
  if (existing && existing.privateSubnetIds.length === 1) {
    refusals.push("existing.privateSubnetIds: 1 given, allowed are none or at least 2, in two zones");
  }
  return refusals;
}

function refusedForOwn(args: NetworkArgs): string[] {
  const refusals: string[] = [];
  const { cidr = "10.0.0.0/16", availabilityZones: zones = 2, flowLogRetentionDays: days } = args;
  const zonesFit = Number.isInteger(zones) && zones >= 2 && zones <= 6;

  if (!isNetwork(cidr)) {
    refusals.push(`cidr: "${cidr}" is not an IPv4 network such as 10.0.0.0/16, /16 to /24`);
  } else if (zonesFit && subnetMasks(cidr, zones).public > smallestPublicSubnet) {
    refusals.push(
      `cidr: "${cidr}" is too small for ${zones} zones: their public subnets would be /${subnetMasks(cidr, zones).public}, ` +
        `and load balancers need /${smallestPublicSubnet}; take at least a /${prefixLength(cidr) - subnetMasks(cidr, zones).public + smallestPublicSubnet}`,
    );
  }
  if (!zonesFit) {
    refusals.push(`availabilityZones: ${zones} is not a whole number, 2–6`);
  }
  if (args.nat !== undefined && !natModes.includes(args.nat)) {
    refusals.push(`nat: "${args.nat}" is not one of none, single, per-zone`);
  }
  if (days !== undefined && !retentions.includes(days)) {
    refusals.push(`flowLogRetentionDays: ${days} is not one of ${retentions.join(", ")}`);
  }
  return refusals;
}

function isNetwork(cidr: string): boolean {
  if (!/^\d+(\.\d+){3}\/\d+$/.test(cidr) || !Address4.isValid(cidr)) {
    return false;
  }
  const address = new Address4(cidr);
  return (
    prefixLength(cidr) >= 16 &&
    prefixLength(cidr) <= 24 &&
    address.startAddress().correctForm() === address.correctForm()
  );
}
