import type { Plan, PlannedResource } from "../engine/plan";
import { providedPackage } from "../engine/urn";

/** Whether the engine made a provider that the program never spoke of. */
export function isDefaultProvider({ type, name }: PlannedResource): boolean {
  return providedPackage(type) !== undefined && name.startsWith("default");
}

/** Whether a resource of the engine's plan is a part of a component that is one closed resource in the offline plan. */
export function isMadeByPlugin(resource: PlannedResource, engine: Plan, offline: Plan): boolean {
  const closed = new Set(offline.resources.filter(({ remote }) => remote).map(({ urn }) => urn));
  const parents = new Map(engine.resources.map(({ urn, parent }) => [urn, parent]));
  for (let urn = resource.parent; urn !== undefined; urn = parents.get(urn)) {
    if (closed.has(urn)) return true;
  }
  return false;
}
