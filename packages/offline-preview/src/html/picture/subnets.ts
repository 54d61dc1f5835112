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

/** What is drawn of a network: its range of addresses, its zones, and the subnet of each kind in each zone. */
export interface NetworkText {
  cidr?: string;
  zones: string[];
  /** In the order of the zones. */
  subnets: Record<SubnetKind, string[]>;
}

/** Describes a network, from its VPC and the subnets that the plan or the VPC's component has. */
export function networkText(
  { inside }: { readonly inside: readonly PlannedResource[] },
  resources: readonly PlannedResource[],
  labels: Labels,
): NetworkText {
  const vpc = inside.find(({ type }) => /:Vpc$/.test(type));
  const inputs = vpc === undefined ? {} : readableInputs(vpc, labels);
  const planned = resources.filter(isSubnet).map((subnet) => readableInputs(subnet, labels));
  const zones = zonesOf(inputs, planned);
  const ranges = (kind: SubnetKind) => {
    const specified = listOf(inputs.subnetSpecs).flatMap((spec) => {
      const { type, cidrBlocks } = mapOf(spec);
      return (String(type).toLowerCase() === "public") === (kind === "public") ? listOf(cidrBlocks) : [];
    });
    const ofKind = planned.filter(
      ({ mapPublicIpOnLaunch }) => (mapPublicIpOnLaunch === true) === (kind === "public"),
    );
    const inZones = [...ofKind].sort((a, b) => placeOf(a, zones) - placeOf(b, zones));
    return [...specified, ...inZones.map(({ cidrBlock }) => cidrBlock)].filter(isText);
  };
  return {
    cidr: isText(inputs.cidrBlock) ? inputs.cidrBlock : undefined,
    zones,
    subnets: { public: ranges("public"), private: ranges("private") },
  };
}

type Inputs = { [property: string]: Visible };

/** The zones of a network by name, or by number where the plan has only their count. */
function zonesOf(vpc: Inputs, subnets: readonly Inputs[]): string[] {
  const named = [
    ...listOf(vpc.availabilityZoneNames),
    ...subnets.map(({ availabilityZone = null }) => availabilityZone),
  ].filter(isText);
  if (named.length > 0) return [...new Set(named)].sort();
  const count = Math.min(Number(vpc.numberOfAvailabilityZones ?? 0) || 0, mostZones);
  return Array.from({ length: count }, (_, index) => `zone ${index + 1}`);
}

/** No region has more. */
const mostZones = 6;

function placeOf({ availabilityZone }: Inputs, zones: readonly string[]): number {
  return zones.indexOf(String(availabilityZone));
}

function isText(value: Visible | undefined): value is string {
  return typeof value === "string";
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
