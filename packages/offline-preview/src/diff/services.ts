import type { PlannedResource } from "../engine/plan";
import { stackType } from "../engine/urn";
import type { PlannedService, Readable, ServiceReader } from "../preview-config";
import type { Rename, ResourceChange, ServiceChange, SettingChange, Side } from "./change";
import { type Comparable, canonical, comparable, inWords, isObject, type Reading } from "./comparable";
import { effectsOf, isGrave } from "./effects";
import { type RequestEffects, requestEffects } from "./request-effects";

/** The plans and what was found out about them. */
export interface ServiceQuestion {
  base: Side;
  head: Side;
  baseReading: Reading;
  headReading: Reading;
  changes: readonly ResourceChange[];
  renames: readonly Rename[];
  services?: ServiceReader;
}

/** A service or a component, in the plans that have it. */
interface Group {
  base?: PlannedService;
  head?: PlannedService;
  isService: boolean;
  changes: ResourceChange[];
  urns: Set<string>;
}

/** What changes for each service and platform, then for each component that belongs to no service. */
export function serviceChanges(question: ServiceQuestion): ServiceChange[] {
  const { base, head, baseReading, headReading, changes, renames, services } = question;
  const inBase = new Membership(base.plan.resources, baseReading, services);
  const inHead = new Membership(head.plan.resources, headReading, services);
  const moved = new Map([
    ...changes.flatMap(({ urn, baseUrn }) => (baseUrn ? [[baseUrn, urn] as const] : [])),
    ...renames.map((rename) => [rename.base.urn, rename.head.urn] as const),
  ]);
  const groups = new Map<string, Group>();
  const groupOf = (urn: string): Group => {
    const known = groups.get(urn) ?? { isService: false, changes: [], urns: new Set() };
    groups.set(urn, known);
    return known;
  };
  for (const change of changes) {
    const { service, isService } = change.head ? inHead.of(change.head.urn) : inBase.of(change.urn);
    const group = groupOf(change.head ? service.urn : (moved.get(service.urn) ?? service.urn));
    group.isService ||= isService;
    group.changes.push(change);
  }
  // What has resources in a plan is in it, even if none of them changes: a service with one resource more isn't a new one.
  for (const [side, membership] of [["base", inBase] as const, ["head", inHead] as const]) {
    for (const [urn, owner] of membership.owners()) {
      const group = groups.get(side === "base" ? (moved.get(owner.urn) ?? owner.urn) : owner.urn);
      if (group === undefined) continue;
      group[side] = owner;
      group.urns.add(urn);
    }
  }
  // What a service has in resources that it shares, such as a route in a load balancer, is a change of the service.
  const formerUrns = new Map([...moved].map(([former, urn]) => [urn, former]));
  for (const [urn, head] of inHead.services) {
    const base = inBase.services.get(formerUrns.get(urn) ?? urn);
    if (groups.has(urn) || base === undefined || settingChanges(base, head).length === 0) continue;
    groups.set(urn, { base, head, isService: true, changes: [], urns: new Set() });
  }
  const requests = requestEffects(changes);
  const told = [...groups.values()].flatMap((group) =>
    changeOf(group, renames, requests).map((change) => ({ change, group })),
  );
  const ofServices = told.filter(({ change }) => change.isService).map(({ change }) => change);
  return told
    .filter(({ change, group }) => change.isService || !isTold(change, group, ofServices))
    .map(({ change }) => change)
    .sort(byKindAndName);
}

/** Whether a component's row would only repeat a service's: it follows others, or is created and deleted with a service. */
function isTold(change: ServiceChange, { changes }: Group, services: readonly ServiceChange[]): boolean {
  if (services.length === 0 || change.effects.some(isGrave)) return false;
  const follows = ({ operation, properties, images, consequences }: ResourceChange) =>
    operation !== "create" &&
    operation !== "delete" &&
    properties.length === 0 &&
    images.length + consequences.length > 0;
  return (
    changes.every(follows) ||
    services.some(
      ({ name, baseName, effects }) =>
        name === change.name && baseName === change.baseName && effects[0] === change.effects[0],
    )
  );
}

function changeOf(
  { base, head, isService, changes, urns }: Group,
  renames: readonly Rename[],
  requests: RequestEffects,
): ServiceChange[] {
  const service = head ?? base;
  if (service === undefined) return [];
  const settings =
    isService && base && head ? settingChanges(base, head) : isService ? [] : propertiesOf(changes);
  return [
    {
      name: service.name,
      baseName: base !== undefined && base.name !== service.name ? base.name : undefined,
      platform: service.platform,
      isService,
      settings,
      effects: effectsOf(
        changes,
        {
          isNew: !base,
          isGone: !head,
          isRenamed: renames.some((rename) => rename.head.urn === head?.urn),
        },
        requests,
      ),
      urns,
    },
  ];
}

function settingChanges(base: PlannedService, head: PlannedService): SettingChange[] {
  const compared = (
    inBase: PlannedService["settings"],
    inHead: PlannedService["settings"],
    isVariable: boolean,
  ) =>
    [...new Set([...Object.keys(inBase), ...Object.keys(inHead)])].flatMap((name): SettingChange[] => {
      const [was, is] = [inBase[name], inHead[name]];
      if (canonical(was ?? null) === canonical(is ?? null)) return [];
      return [{ name, base: words(was), head: words(is), isVariable }];
    });
  return [
    ...compared(base.settings, head.settings, false),
    ...compared(base.environment ?? {}, head.environment ?? {}, true),
  ];
}

function words(value: Readable | undefined): Comparable | undefined {
  return value === undefined || value === null ? undefined : inWords(value);
}

/** What changes in a component's resources, by their names. */
function propertiesOf(changes: readonly ResourceChange[]): SettingChange[] {
  return changes.flatMap(({ head, properties }) =>
    properties.map(({ path, base, head: value }) => ({
      name: `${head?.name} ${path}`,
      base,
      head: value,
      isVariable: false,
    })),
  );
}

function byKindAndName(a: ServiceChange, b: ServiceChange): number {
  if (a.isService !== b.isService) return Number(b.isService) - Number(a.isService);
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.platform < b.platform ? -1 : 1;
}

/** Which service or component each resource of a plan belongs to. */
class Membership {
  readonly #resources: ReadonlyMap<string, PlannedResource>;
  /** The services, by the URNs of their components. */
  readonly services: ReadonlyMap<string, PlannedService>;

  constructor(resources: readonly PlannedResource[], reading: Reading, services: ServiceReader | undefined) {
    this.#resources = new Map(resources.map((resource) => [resource.urn, resource]));
    const read = services?.(
      resources
        .filter(({ type }) => type !== stackType)
        .map((resource) => ({ ...resource, inputs: readableInputs(resource, reading) })),
    );
    this.services = new Map((read ?? []).map((service) => [service.urn, service]));
  }

  /** The service that a resource belongs to, else the component below the stack, else the resource itself. */
  of(urn: string): { service: PlannedService; isService: boolean } {
    let top = urn;
    for (let at: string | undefined = urn; at !== undefined; at = this.#resources.get(at)?.parent) {
      const service = this.services.get(at);
      if (service !== undefined) return { service, isService: true };
      const resource = this.#resources.get(at);
      if (resource !== undefined && resource.type !== stackType) top = at;
    }
    const { name = "", type = "" } = this.#resources.get(top) ?? {};
    const platform = type.split(":").at(-1) ?? type;
    return { service: { name, platform, urn: top, settings: {} }, isService: false };
  }

  /** Every resource, with the URN of what it belongs to. */
  owners(): [urn: string, owner: PlannedService][] {
    return [...this.#resources.keys()].map((urn) => [urn, this.of(urn).service]);
  }
}

function readableInputs({ inputs }: PlannedResource, reading: Reading): { [property: string]: Readable } {
  const read = comparable(inputs, reading);
  return isObject(read) ? read : {};
}
