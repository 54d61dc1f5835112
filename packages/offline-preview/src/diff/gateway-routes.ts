import type { PlannedResource } from "../engine/plan";
import { listOf, valueAt } from "../engine/value-at";
import type { ResourceChange } from "./change";

/** Names of the Services that routes of Gateways lead to which led to others before: an HTTPRoute of one gives them to another's. */
export function movedToServices(changes: readonly ResourceChange[]): string[] {
  const [before, after] = [changes.map(({ base }) => base), changes.map(({ head }) => head)].map(backendsOf);
  return [...(after ?? [])].flatMap(([route, name]) => {
    const former = before?.get(route);
    return former !== undefined && former !== name ? [name] : [];
  });
}

/** The name of the Service of each route, by Gateway, host, and path. */
function backendsOf(resources: readonly (PlannedResource | undefined)[]): Map<string, string> {
  return new Map(
    resources.flatMap((resource) =>
      resource?.type === "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute" ? routesOf(resource) : [],
    ),
  );
}

function routesOf({ inputs: { spec } }: PlannedResource): [route: string, name: string][] {
  const parents = valueAt(spec, "parentRefs");
  const hosts = listOf(valueAt(spec, "hostnames"));
  return listOf(valueAt(spec, "rules")).flatMap((rule) => {
    const name = valueAt(listOf(valueAt(rule, "backendRefs"))[0], "name");
    if (typeof name !== "string") return [];
    return (hosts.length > 0 ? hosts : [null]).flatMap((host) =>
      listOf(valueAt(rule, "matches")).map((match): [string, string] => [
        JSON.stringify([parents, host, match]),
        name,
      ]),
    );
  });
}
