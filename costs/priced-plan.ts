import type { Range } from "pulumi-offline-preview";

/** The parts of a resource that its price depends on: of a plan of ours, or of a step of `pulumi preview --json`. */
export interface PricedResource {
  urn: string;
  type: string;
  parent?: string;
  external?: boolean;
  inputs?: { [property: string]: unknown } | null;
  dependencies?: string[] | null;
  propertyDependencies?: Record<string, string[] | null> | null;
}

/** What both engines write for a value that nobody knows yet, or that nobody may see. */
const unreadable = new Set(["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "[unknown]", "[secret]"]);

/** The value at a path of a resource's inputs; undefined where it is absent, unknown or secret text. */
export function input({ inputs }: PricedResource, ...path: (string | number)[]): unknown {
  return inside(inputs, ...path);
}

/** The value at a path of another value. */
export function inside(value: unknown, ...path: (string | number)[]): unknown {
  const open = opened(value);
  const [key, ...rest] = path;
  if (key === undefined) return typeof open === "string" && unreadable.has(open) ? undefined : open;
  if (open === null || typeof open !== "object") return undefined;
  return inside(Object.entries(open).find(([name]) => name === String(key))?.[1], ...rest);
}

/** A text, or undefined where the value is none. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A number, also one that is written as a text, or undefined where the value is none. */
export function number(value: unknown): number | undefined {
  const found = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

/** Fewest and most copies as numbers, whatever the plan left out. */
export function countOf(min: unknown, max: unknown): Range | undefined {
  const least = number(min);
  const most = number(max);
  return least === undefined || most === undefined ? undefined : { min: least, max: Math.max(least, most) };
}

/** The items of a list; none where the value is no list. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Resources, and how they belong together. */
export class PricedPlan {
  readonly #parents: ReadonlySet<string | undefined>;
  readonly #byUrn: ReadonlyMap<string, PricedResource>;

  constructor(readonly resources: readonly PricedResource[]) {
    this.#parents = new Set(resources.map(({ parent }) => parent));
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** Whether the parts of a component are resources of the plan themselves. */
  hasParts(urn: string): boolean {
    return this.#parents.has(urn);
  }

  /** All resources of a type. */
  ofType(type: string): PricedResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The resource of a type that a property was computed from. */
  source(resource: PricedResource, property: string, type: string): PricedResource | undefined {
    return (resource.propertyDependencies?.[property] ?? [])
      .map((urn) => this.#byUrn.get(urn))
      .find((found) => found?.type === type);
  }

  /** Resources of a type, one of whose properties was computed from `target`. */
  users(target: PricedResource, type: string, property: string): PricedResource[] {
    return this.ofType(type).filter((user) => user.propertyDependencies?.[property]?.includes(target.urn));
  }

  /** Whether the plan's VPC has no NAT gateway, so that what runs in it needs addresses of its own. */
  hasNoNat(): boolean {
    const [vpc] = this.ofType("awsx:ec2:Vpc");
    if (vpc === undefined) return false;
    const gateways = this.hasParts(vpc.urn)
      ? this.ofType("aws:ec2/natGateway:NatGateway").length
      : natGatewaysOfVpc(vpc);
    return gateways === 0;
  }

  /** How many zones the plan's VPC has, where the plan says so. */
  zones(): number | undefined {
    const names = this.ofType("aws:ec2/subnet:Subnet").map((subnet) =>
      text(input(subnet, "availabilityZone")),
    );
    const zones = new Set(names.filter((name) => name !== undefined));
    if (zones.size > 0) return zones.size;
    const [vpc] = this.ofType("awsx:ec2:Vpc");
    return vpc && zonesOfVpc(vpc);
  }
}

/** How many NAT gateways awsx gives a VPC, whose default is one in each zone. */
export function natGatewaysOfVpc(vpc: PricedResource): number {
  const strategy = text(input(vpc, "natGateways", "strategy")) ?? "OnePerAz";
  return { none: 0, single: 1, oneperaz: zonesOfVpc(vpc) }[strategy.toLowerCase()] ?? 0;
}

/** How many zones awsx gives a VPC. */
export function zonesOfVpc(vpc: PricedResource): number {
  const names = list(input(vpc, "availabilityZoneNames"));
  return names.length > 0 ? names.length : (number(input(vpc, "numberOfAvailabilityZones")) ?? 3);
}

/** The mark of a secret in Pulumi's protocol: see sdk/go/common/resource/sig of pulumi/pulumi. */
const kindKey = "4dabf18193072939515e22adb298388d";

/** What a secret holds; its amount is shown, never the value. */
function opened(value: unknown): unknown {
  return typeof value === "object" && value !== null && kindKey in value && "value" in value
    ? value.value
    : value;
}
