import { Address4 } from "ip-address";
import type { z } from "zod";
import { overlappingBlock } from "../../facts/cidr-blocks";
import { subnetId, vpcId } from "../../facts/identifiers";
import { defaultRetentionDays, type LogRetentionDays } from "../../facts/log-retention";
import { longestPrefix, reservedVpcRanges, vpcCidrForm, vpcLimits } from "../../facts/vpc-limits";
import type { Section } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { boolean, choice, integer, list, object, string } from "../toolkit/kinds";
import { formatPath } from "../toolkit/path";
import type { Tier } from "../toolkit/tier";
import type { ValidationErrors } from "../toolkit/validation-errors";

const subnetIds = (description: string) =>
  list(
    string(subnetId, "the id of a subnet, such as subnet-0123456789abcdef0", "A subnet."),
    { min: 2, max: 16, allowed: "a list of 2 to 16 subnet ids" },
    description,
  );

const ownVpc = {
  cidr: withDefault(
    "10.0.0.0/16",
    string(
      vpcCidrForm,
      `an IPv4 range from /${vpcLimits.prefixLength.min} to /${vpcLimits.prefixLength.max}, such as 10.0.0.0/16`,
      "IPv4 range of the VPC. A change replaces the network.",
    ),
  ),
  availabilityZones: withDefault(
    { dev: 2, prod: 3 },
    integer(
      vpcLimits.availabilityZones,
      "Number of availability zones, each with a public and a private subnet. A load balancer needs two. Another number adds " +
        "or removes the last zones' subnets alone; a range of /23 has room for 4 zones, one of /24 for 2.",
    ),
  ),
  nat: withDefault(
    { dev: "single", prod: "per-zone" },
    choice(
      ["none", "single", "per-zone"],
      "How private subnets reach the internet. single: one NAT gateway ($33 per month and $0.045 per GB); per-zone: one " +
        "in each zone; none: tasks run in public subnets with public addresses ($3.65 per month each).",
    ),
  ),
  endpoints: withDefault(
    false,
    boolean(
      "Interface endpoints for the registry, logs and other AWS services, so that this traffic stays inside the VPC. " +
        "$7.30 per month for each endpoint and zone. The free S3 gateway endpoint always exists.",
    ),
  ),
  flowLogs: withDefault(
    { dev: false, prod: true },
    boolean("VPC flow logs of all connections in CloudWatch Logs. $0.50 per GB."),
  ),
};

const schema = object(
  {
    ...ownVpc,
    existing: object(
      {
        publicSubnetIds: subnetIds(
          "Ids of the public subnets, one in each of at least two zones, since a load balancer takes one subnet of a zone: those with a route to an internet gateway. " +
            "Default: none, for stacks without public services.",
        ),
        privateSubnetIds: subnetIds(
          "Ids of the private subnets, in at least two zones, with a route to a NAT gateway. Default: none; tasks and nodes are in the public " +
            "subnets, with public addresses ($3.65 per month each).",
        ),
      },
      "An existing VPC, instead of one of the stack's own. It can't be combined with any other key of network.",
      {
        vpcId: string(vpcId, "the id of a VPC, such as vpc-0123456789abcdef0", "Id of the VPC."),
      },
    ),
  },
  "The VPC.",
);

type Given = z.output<typeof schema>;

/** Number of the network's zones; undefined in an existing VPC, whose subnets can be in any. */
export function availabilityZonesOf(given: Given | undefined, tier: Tier): number | undefined {
  return given?.existing ? undefined : complete(schema, given, tier).availabilityZones;
}

/** Whether tasks run in public subnets, with public addresses. */
export function tasksArePublic(given: Given | undefined, tier: Tier): boolean {
  return given?.existing
    ? given.existing.privateSubnetIds === undefined
    : complete(schema, given, tier).nat === "none";
}

/** The network of a stack: a VPC of its own, or an existing one and nothing else. */
export interface NetworkSettings extends Partial<Omit<Complete<typeof schema>, "existing">> {
  flowLogRetentionDays?: LogRetentionDays;
  protect?: boolean;
  /** Whether load balancers have IPv6: by `loadBalancer.ipv6`. */
  ipv6?: boolean;
  existing?: { vpcId: string; publicSubnetIds: string[]; privateSubnetIds: string[] };
}

/** The VPC. */
export const network: Section<typeof schema, NetworkSettings> = {
  schema,
  meaning:
    "The VPC that everything runs in: one of the stack's own, with a public and a private subnet in each zone, or an " +
    "existing one. Of its own it costs $33 per month with one NAT gateway.",
  example: `aws-containers:network:
  cidr: 10.20.0.0/16
  availabilityZones: 2
  nat: single`,
  settings(given, { tier, protection }) {
    if (given?.existing) {
      const { vpcId, publicSubnetIds = [], privateSubnetIds = [] } = given.existing;
      return { existing: { vpcId, publicSubnetIds, privateSubnetIds } };
    }
    const { existing: _, ...own } = complete(schema, given, tier);
    return { ...own, flowLogRetentionDays: defaultRetentionDays, protect: protection };
  },
  validate(given = {}, { tier }, errors) {
    if (given.existing) {
      validateExisting(given, given.existing, errors);
    } else {
      const { cidr, availabilityZones } = complete(schema, given, tier);
      validateCidr(cidr, availabilityZones, errors);
    }
  },
};

function validateExisting(
  given: Given,
  existing: NonNullable<Given["existing"]>,
  errors: ValidationErrors,
): void {
  for (const key of Object.keys(ownVpc).filter((key) => key in given)) {
    errors.add(["network", key], `can't be combined with ${formatPath(["network", "existing"])}.`);
  }
  if (existing.publicSubnetIds === undefined && existing.privateSubnetIds === undefined) {
    errors.add(
      ["network", "existing"],
      "has no subnets: set privateSubnetIds, publicSubnetIds for load balancers, or both.",
    );
  }
  const seen = new Set<string>();
  for (const key of ["publicSubnetIds", "privateSubnetIds"] as const) {
    for (const [index, id] of (existing[key] ?? []).entries()) {
      if (seen.has(id)) {
        errors.add(["network", "existing", key, index], `is ${id}, which is already in the list.`);
      }
      seen.add(id);
    }
  }
}

function validateCidr(cidr: string, zones: number, errors: ValidationErrors): void {
  const path = ["network", "cidr"];
  if (errors.has(path)) return;
  if (!Address4.isValid(cidr)) {
    errors.add(path, `is "${cidr}", but no part of an address can be above 255.`);
    return;
  }
  const range = new Address4(cidr);
  const start = `${range.startAddress().correctForm()}/${range.subnetMask}`;
  if (start !== cidr) {
    errors.add(path, `is "${cidr}", an address inside of a range: the range is ${start}.`);
    return;
  }
  if (overlappingBlock(cidr, reservedVpcRanges) !== undefined) {
    errors.add(path, `is "${cidr}", but AWS reserves that range: use a private one, such as 10.0.0.0/16.`);
    return;
  }
  if (range.subnetMask > longestPrefix(zones) && !errors.has(["network", "availabilityZones"])) {
    errors.add(
      path,
      `is "${cidr}", too small for a public and a private subnet in each of ${zones} zones: use /${longestPrefix(zones)} or larger.`,
    );
  }
}
