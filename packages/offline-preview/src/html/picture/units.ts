import type { PlannedResource } from "../../engine/plan";
import { providerUrn } from "../../engine/providers";
import { isPublicEntry } from "../../format/public-entries";
import type { Labels } from "../../mock-outputs/labels";
import type { PlannedService } from "../../preview-config";
import type { DrawnResources } from "../drawn-resources";
import type { Role } from "../view";
import { platformOf, roleOf } from "./roles";
import { type SubnetKind, subnetsOf } from "./subnets";

/** What the picture has a box of its own for: a component, or a resource that is in none. */
export interface Unit {
  resource: PlannedResource;
  /** The resource and everything below it. */
  inside: PlannedResource[];
  role: Role;
  service?: PlannedService;
  /** Where a service or cluster runs. */
  platform?: string;
  isPublic: boolean;
  /** Absent where it is in no subnet, as far as the plan tells. */
  subnets?: SubnetKind;
}

/** The units of a plan. */
export function unitsOf(drawn: DrawnResources, labels: Labels, services: readonly PlannedService[]): Unit[] {
  const known = new Map(drawn.all.map((resource) => [resource.urn, resource]));
  const byUrn = new Map(services.map((service) => [service.urn, service]));
  const units = outermost(drawn, byUrn).map((resource): Unit => {
    const inside = drawn.within(resource);
    const service = byUrn.get(resource.urn);
    const subnets = inside.map((each) => subnetsOf(each, labels, known));
    return {
      resource,
      inside,
      role: service === undefined ? roleOf(inside) : "service",
      service,
      platform: service?.platform ?? platformOf(inside),
      isPublic: inside.some((each) => isPublicEntry(each, inside)),
      subnets: subnets.find((kind) => kind === "private") ?? subnets.find((kind) => kind !== undefined),
    };
  });
  const inClusters = units.map((unit): Unit => {
    const cluster = clusterOf(unit, units, known);
    if (cluster === undefined) return unit;
    // What is open to the internet has its way in in the public subnets.
    const subnets = cluster.subnets && unit.isPublic ? "public" : cluster.subnets;
    return {
      ...unit,
      subnets: unit.subnets ?? subnets,
      platform: unit.service?.platform ?? cluster.platform,
    };
  });
  return inClusters.map((unit) => ({
    ...unit,
    subnets: unit.subnets ?? subnetsOfServices(unit, inClusters),
  }));
}

/** A cluster that is only a name, as that of ECS, is drawn where its services run. */
function subnetsOfServices({ role, platform }: Unit, units: readonly Unit[]): SubnetKind | undefined {
  if (role !== "cluster") return undefined;
  const services = units.filter((other) => other.role === "service" && other.platform === platform);
  return services.find(({ subnets }) => subnets !== undefined)?.subnets;
}

/** Components below the stack; where such a one only holds services or everything, what is in it. */
function outermost(drawn: DrawnResources, services: ReadonlyMap<string, unknown>): PlannedResource[] {
  const isOpened = (resource: PlannedResource, siblings: number): boolean => {
    if (services.has(resource.urn) || resource.custom) return false;
    const [, ...below] = drawn.within(resource);
    return (
      below.some(({ urn }) => services.has(urn)) || (siblings === 1 && below.some(({ custom }) => !custom))
    );
  };
  const open = (resources: PlannedResource[]): PlannedResource[] =>
    resources.flatMap((resource) =>
      isOpened(resource, resources.length) ? open(drawn.childrenOf(resource)) : [resource],
    );
  return open(drawn.roots);
}

/** The cluster whose provider makes Kubernetes objects of a unit. */
function clusterOf(
  { inside }: Unit,
  units: readonly Unit[],
  known: ReadonlyMap<string, PlannedResource>,
): Unit | undefined {
  const objects = inside.filter(({ type }) => type.startsWith("kubernetes:"));
  const clusters = objects.flatMap(
    ({ provider = "" }) => known.get(providerUrn(provider))?.dependencies ?? [],
  );
  return units.find((unit) => unit.inside.some(({ urn }) => clusters.includes(urn)));
}
