import type { PlannedResource } from "../../engine/plan";
import type { Visible } from "../../format/visible";
import type { Labels } from "../../mock-outputs/labels";
import { readableInputs } from "../readable";

/** Whether a subnet has a route to the internet. */
export type SubnetKind = "public" | "private";

/** The subnets that a resource itself is in, by what its inputs refer to; nothing where it is in none. */
export function subnetsOf(
  resource: PlannedResource,
  labels: Labels,
  resources: ReadonlyMap<string, PlannedResource>,
): SubnetKind | undefined {
  const names = textsAt(readableInputs(resource, labels), false);
  if (names.length === 0) return undefined;
  if (names.some((text) => /‹[^›]{0,200}(private|isolated|intra)/i.test(text))) return "private";
  if (names.some((text) => /‹[^›]{0,200}public/i.test(text))) return "public";
  const subnets = resource.dependencies.flatMap((urn) => resources.get(urn) ?? []).filter(isSubnet);
  if (subnets.length === 0) return undefined;
  return subnets.every(({ inputs }) => inputs.mapPublicIpOnLaunch === true) ? "public" : "private";
}

/** What is drawn of a network: its range of addresses, its zones, and the ranges of its subnets. */
export interface NetworkText {
  cidr?: string;
  zones: string;
  subnets: Record<SubnetKind, string>;
}

/** Describes a network, from a VPC and the subnets that the plan or the VPC's component has. */
export function networkText(inside: readonly PlannedResource[], labels: Labels): NetworkText {
  const vpc = inside.find(({ type }) => /:Vpc$/.test(type));
  const inputs = vpc === undefined ? {} : readableInputs(vpc, labels);
  const planned = inside.filter(isSubnet).map((subnet) => readableInputs(subnet, labels));
  const zones = [
    ...new Set([
      ...listOf(inputs.availabilityZoneNames),
      ...planned.map(({ availabilityZone }) => availabilityZone),
    ]),
  ].filter((zone) => typeof zone === "string");
  const count = zones.length > 0 ? zones.length : Number(inputs.numberOfAvailabilityZones ?? 0);
  const ranges = (kind: SubnetKind) =>
    [
      ...listOf(inputs.subnetSpecs).flatMap((spec) => {
        const { type, cidrBlocks } = mapOf(spec);
        return (String(type).toLowerCase() === "public") === (kind === "public") ? listOf(cidrBlocks) : [];
      }),
      ...planned.flatMap((subnet) =>
        (subnet.mapPublicIpOnLaunch === true) === (kind === "public") ? [subnet.cidrBlock] : [],
      ),
    ]
      .filter((range) => typeof range === "string")
      .join(", ");
  return {
    cidr: typeof inputs.cidrBlock === "string" ? inputs.cidrBlock : undefined,
    zones: zones.length > 0 ? zones.join(", ") : count > 0 ? `${count} zone${count === 1 ? "" : "s"}` : "",
    subnets: { public: ranges("public"), private: ranges("private") },
  };
}

function isSubnet({ type }: PlannedResource): boolean {
  return type === "aws:ec2/subnet:Subnet";
}

/** Texts below keys such as subnets, subnetIds and vpcZoneIdentifiers. */
function textsAt(value: Visible | undefined, isSubnetKey: boolean): string[] {
  if (typeof value === "string" && !isSubnetKey) return textsAt(documentIn(value), false);
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((item) => textsAt(item, isSubnetKey));
  if (value === undefined || value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsAt(inner, isSubnetKey || /^(subnet|vpcZoneIdentifier)/i.test(key)),
  );
}

/** What a text holds that is a document, as the definition of a state machine is. */
function documentIn(text: string): Visible | undefined {
  if (!/^\s*\{/.test(text) || !/subnet/i.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listOf(value: Visible | undefined): Visible[] {
  return Array.isArray(value) ? value : [];
}

function mapOf(value: Visible): { [property: string]: Visible } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
