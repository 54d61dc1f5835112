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

/** Whether a text could be what another one has with mock outputs in it. */
export function isLike(text: string, withMockOutputs: string): boolean {
  const parts = withMockOutputs.split(/‹[^›]+›/);
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
