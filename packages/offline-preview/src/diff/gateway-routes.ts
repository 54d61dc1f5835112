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

/** That routes move from an Ingress to a Gateway, back, or to another Gateway: each has an address of its own. */
export function movedRoutes(changes: readonly ResourceChange[]): string[] {
  const former = new Set(
    changes.flatMap(({ operation, base }) => (operation === "create" ? [] : entriesOf(base))),
  );
  const next = new Set(
    changes.flatMap(({ operation, head }) => (operation === "delete" ? [] : entriesOf(head))),
  );
  if (former.size === 0 || next.size === 0 || [...next].some((entry) => former.has(entry))) return [];
  const [from, to] = [
    former.has(ingress) ? "an Ingress" : "a Gateway",
    next.has(ingress) ? "an Ingress" : "a Gateway",
  ];
  const target = from === to ? "another Gateway" : to;
  return [
    `outage: its routes move from ${from} to ${target}, which answers at another address: move clients and DNS records`,
  ];
}

const ingress = "Ingress";

/** What requests come in by that a resource's routes are for: an Ingress, or Gateways by their names. */
function entriesOf(resource: PlannedResource | undefined): string[] {
  if (resource?.type === "kubernetes:networking.k8s.io/v1:Ingress") return [ingress];
  if (resource?.type !== "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute") return [];
  const { metadata, spec } = resource.inputs;
  return listOf(valueAt(spec, "parentRefs")).map((parent) => {
    const namespace = valueAt(parent, "namespace") ?? valueAt(metadata, "namespace");
    return JSON.stringify([namespace, valueAt(parent, "name")]);
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
