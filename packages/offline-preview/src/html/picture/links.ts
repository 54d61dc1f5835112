import type { LinkView } from "../view";
import type { Unit } from "./units";

/** An arrow between two units. */
export interface UnitLink {
  from: Unit;
  to: Unit;
  kind: LinkView["kind"];
}

/** Who sends requests to whom, who uses which data, and what else needs what. */
export function linksBetween(units: readonly Unit[]): UnitLink[] {
  const unitOf = new Map(units.flatMap((unit) => unit.inside.map(({ urn }) => [urn, unit] as const)));
  const links = new Map<string, UnitLink>();
  const add = (link: UnitLink | undefined): void => {
    if (link === undefined || link.from === link.to) return;
    const key = `${link.from.resource.urn} ${link.to.resource.urn}`;
    const known = links.get(key);
    if (known === undefined || known.kind === "need") links.set(key, link);
  };
  for (const call of callsBetween(units)) add(call);
  const areCallsNamed = units.some(({ service }) => service?.calls !== undefined);
  for (const from of units) {
    for (const { dependencies, type } of from.inside) {
      // A policy names who may use the data: the use itself is theirs.
      if (from.role === "data" && /Policy$/.test(type)) continue;
      for (const urn of dependencies) {
        const to = unitOf.get(urn);
        if (to !== undefined && to.role !== "network") add(linkOf(from, to, areCallsNamed));
      }
    }
  }
  const withoutReverse = [...links.values()].filter(
    ({ from, to, kind }) =>
      kind !== "need" || !links.has(`${to.resource.urn} ${from.resource.urn}`) || from.role !== "data",
  );
  return withoutReverse.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The calls that the project names, between services of the same platform. */
function callsBetween(units: readonly Unit[]): UnitLink[] {
  return units.flatMap((from) =>
    (from.service?.calls ?? []).flatMap((name) => {
      const to = units.find(
        ({ service }) => service?.name === name && service.platform === from.service?.platform,
      );
      return to === undefined ? [] : [{ from, to, kind: "call" as const }];
    }),
  );
}

/** What it means that one unit depends on another. */
function linkOf(from: Unit, to: Unit, areCallsNamed: boolean): UnitLink | undefined {
  const roles = `${from.role} ${to.role}`;
  if (roles === "service entry") return { from: to, to: from, kind: "request" };
  if (roles === "entry service") return { from, to, kind: "request" };
  if (roles === "service service") return areCallsNamed ? undefined : { from, to, kind: "call" };
  return { from, to, kind: to.role === "data" && users.has(from.role) ? "use" : "need" };
}

/** What reads and writes data; clusters and what supports others only know of it. */
const users = new Set(["entry", "service", "data"]);

function keyOf({ from, to }: UnitLink): string {
  return `${from.resource.urn} ${to.resource.urn}`;
}
