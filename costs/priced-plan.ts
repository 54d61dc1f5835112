import type { Range } from "pulumi-offline-preview";

/**
 * The parts of a resource that its price depends on. Inputs may be in the form of Pulumi's protocol, or of
 * `pulumi preview --json`.
 */
export interface PricedResource {
  urn: string;
  type: string;
  parent?: string;
  external?: boolean;
  inputs?: { [property: string]: unknown } | null;
  dependencies?: string[] | null;
  propertyDependencies?: Record<string, string[] | null> | null;
}

/** What plans have in place of a value that is unknown or hidden. */
const unreadable = new Set(["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "[unknown]", "[secret]"]);

/** The value at a path of a resource's inputs; undefined where it is absent, unknown or hidden. */
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

/** A string, or undefined for any other value. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A number, also one written as a string, or undefined for any other value. */
export function number(value: unknown): number | undefined {
  const found = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

/** A minimum and a maximum; undefined where one of them isn't known. */
export function countOf(min: unknown, max: unknown): Range | undefined {
  const least = number(min);
  const most = number(max);
  return least === undefined || most === undefined ? undefined : { min: least, max: Math.max(least, most) };
}

/** The items of a list; none for any other value. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The resources of a plan and their relations. */
export class PricedPlan {
  readonly #parents: ReadonlySet<string | undefined>;
  readonly #byUrn: ReadonlyMap<string, PricedResource>;

  constructor(readonly resources: readonly PricedResource[]) {
    this.#parents = new Set(resources.map(({ parent }) => parent));
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** Whether the plan has resources whose parent is this one. */
  hasChildren(urn: string): boolean {
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

  /** Resources of a type whose `property` was computed from `target`. */
  users(target: PricedResource, type: string, property: string): PricedResource[] {
    return this.ofType(type).filter((user) => user.propertyDependencies?.[property]?.includes(target.urn));
  }

  /** Whether the plan's VPC has no NAT gateway, so that tasks and nodes need public addresses. */
  hasNoNat(): boolean {
    const [vpc] = this.ofType("awsx:ec2:Vpc");
    if (vpc === undefined) return false;
    const gateways = this.hasChildren(vpc.urn)
      ? this.ofType("aws:ec2/natGateway:NatGateway").length
      : natGatewaysOfVpc(vpc);
    return gateways === 0;
  }

  /** Number of zones of the plan's VPC; undefined where it isn't known. */
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

/** Number of NAT gateways that awsx creates in a VPC; its default is one in each zone. */
export function natGatewaysOfVpc(vpc: PricedResource): number {
  const strategy = text(input(vpc, "natGateways", "strategy")) ?? "OnePerAz";
  return { none: 0, single: 1, oneperaz: zonesOfVpc(vpc) }[strategy.toLowerCase()] ?? 0;
}

/** Number of zones in which awsx creates subnets of a VPC; its default is three. */
export function zonesOfVpc(vpc: PricedResource): number {
  const names = list(input(vpc, "availabilityZoneNames"));
  return names.length > 0 ? names.length : (number(input(vpc, "numberOfAvailabilityZones")) ?? 3);
}

/** The key of marked values in Pulumi's protocol: see sdk/go/common/resource/sig of pulumi/pulumi. */
const kindKey = "4dabf18193072939515e22adb298388d";

/** The value inside secrets and outputs. A report shows quantities computed from it, never the value. */
function opened(value: unknown): unknown {
  return typeof value === "object" && value !== null && kindKey in value && "value" in value
    ? opened(value.value)
    : value;
}
