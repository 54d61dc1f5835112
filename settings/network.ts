import { Address4 } from "ip-address";
import type { z } from "zod";
import type { LogRetentionDays } from "../facts/log-retention";
import { choice, flag, keys, list, text, wholeNumber } from "./kinds";
import { type Report, written } from "./report";
import type { ByTier, Tier } from "./tier";

const subnetIds = (which: string) =>
  list(
    text(
      /^subnet-[0-9a-f]{8}([0-9a-f]{9})?$/,
      "the id of a subnet, such as subnet-0123456789abcdef0",
      "A subnet.",
    ),
    { min: 2, max: 16, allowed: "a list of 2 to 16 subnet ids" },
    `Ids of the ${which}, in at least two zones.`,
  );

/** What a stack file may say about the network. */
export const networkSchema = keys(
  {
    cidr: text(
      /^\d{1,3}(\.\d{1,3}){3}\/(1[6-9]|2[0-8])$/,
      "an IPv4 range from /16 to /24, such as 10.0.0.0/16",
      "IPv4 range of the VPC.",
    ),
    availabilityZones: wholeNumber(
      2,
      6,
      "Number of availability zones, each with a public and a private subnet. A load balancer needs two.",
    ),
    nat: choice(
      ["none", "single", "per-zone"],
      "How private subnets reach the internet. none: tasks run in public subnets with public addresses of their own " +
        "($3.65 a month each); single: one NAT gateway ($33 a month and $0.045 a GB); per-zone: one in each zone.",
    ),
    endpoints: flag(
      "Interface endpoints for the registry, logs and other AWS services, so that this traffic stays inside the VPC. " +
        "$7.30 a month for each endpoint and zone. The free S3 gateway endpoint is always there.",
    ),
    flowLogs: flag("Records of all connections in CloudWatch Logs, $0.50 a GB."),
    existing: keys(
      { privateSubnetIds: subnetIds("private subnets; without them tasks run in the public ones") },
      "A VPC that exists, instead of one of the stack's own.",
      {
        vpcId: text(
          /^vpc-[0-9a-f]{8}([0-9a-f]{9})?$/,
          "the id of a VPC, such as vpc-0123456789abcdef0",
          "Id of the VPC.",
        ),
        publicSubnetIds: subnetIds("public subnets, where the load balancers stand"),
      },
    ),
  },
  "The VPC.",
);

type Given = z.output<typeof networkSchema>;

/** The network of a stack: a VPC of its own, or an existing one. */
export interface NetworkSettings {
  cidr?: string;
  availabilityZones?: number;
  nat?: "none" | "single" | "per-zone";
  endpoints?: boolean;
  flowLogs?: boolean;
  flowLogRetentionDays?: LogRetentionDays;
  existing?: { vpcId: string; publicSubnetIds: string[]; privateSubnetIds: string[] };
}

type OwnVpc = Required<Omit<NetworkSettings, "existing" | "flowLogRetentionDays">>;

/** The VPC of a stack that says nothing about it. */
export const networkDefaults: ByTier<OwnVpc> = {
  dev: { cidr: "10.0.0.0/16", availabilityZones: 2, nat: "single", endpoints: false, flowLogs: false },
  prod: { cidr: "10.0.0.0/16", availabilityZones: 3, nat: "per-zone", endpoints: false, flowLogs: true },
};

const flowLogRetentionDays: ByTier<LogRetentionDays> = { dev: 7, prod: 365 };

/** The network, complete. Beside an existing VPC nothing else is said. */
export function networkSettings(given: Given | undefined, tier: Tier): NetworkSettings {
  if (given?.existing) {
    const { vpcId, publicSubnetIds, privateSubnetIds = [] } = given.existing;
    return { existing: { vpcId, publicSubnetIds, privateSubnetIds } };
  }
  const { existing: _, ...own } = given ?? {};
  return { ...networkDefaults[tier], ...own, flowLogRetentionDays: flowLogRetentionDays[tier] };
}

/** Reports ranges that make no VPC or are too small for its zones, and what can't go with an existing VPC. */
export function checkNetwork(given: Given, tier: Tier, report: Report): void {
  if (given.existing) {
    checkExisting(given, given.existing, report);
  } else {
    checkRange({ ...networkDefaults[tier], ...given }, report);
  }
}

function checkExisting(given: Given, existing: NonNullable<Given["existing"]>, report: Report): void {
  for (const key of Object.keys(networkDefaults.dev)) {
    if (key in given) {
      report.refuse(
        ["network", key],
        `belongs to a VPC of the stack's own: leave it out next to ${written(["network", "existing"])}.`,
      );
    }
  }
  const seen = new Set<string>();
  for (const key of ["publicSubnetIds", "privateSubnetIds"] as const) {
    for (const [index, id] of (existing[key] ?? []).entries()) {
      if (seen.has(id)) {
        report.refuse(["network", "existing", key, index], `names ${id} a second time.`);
      }
      seen.add(id);
    }
  }
}

function checkRange({ cidr, availabilityZones: zones }: OwnVpc, report: Report): void {
  const path = ["network", "cidr"];
  if (report.refused(path)) {
    return;
  }
  if (!Address4.isValid(cidr)) {
    report.refuse(path, `is "${cidr}", but no part of an address can be above 255.`);
    return;
  }
  const range = new Address4(cidr);
  const start = `${range.startAddress().correctForm()}/${range.subnetMask}`;
  if (start !== cidr) {
    report.refuse(path, `is "${cidr}", which is an address inside of a range: the range is ${start}.`);
    return;
  }
  const unusable = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];
  if (unusable.some((other) => range.isInSubnet(new Address4(other)))) {
    report.refuse(path, `is "${cidr}", but AWS reserves that range: use a private one, such as 10.0.0.0/16.`);
    return;
  }
  const largest = zones <= 2 ? 24 : zones <= 4 ? 23 : 22;
  if (range.subnetMask > largest && !report.refused(["network", "availabilityZones"])) {
    report.refuse(
      path,
      `is "${cidr}", too small for ${zones} zones with a public and a private subnet each: use /${largest} or larger.`,
    );
  }
}
