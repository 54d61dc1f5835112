import type { Readable, ReadableResource } from "pulumi-offline-preview";
import { listed, listOf, serviceNameOf, valueAt } from "./values";

/** The routes of the load balancer's listener rules that forward to the service's target groups: "shop.example.com/api/*". */
export function routesOfTargets(
  service: readonly ReadableResource[],
  all: readonly ReadableResource[],
): string | undefined {
  const targets = service
    .filter(({ type }) => type === "aws:lb/targetGroup:TargetGroup")
    .map(({ name }) => `"‹${name}.arn›"`);
  const rules = all
    .filter(({ type }) => type === "aws:lb/listenerRule:ListenerRule")
    .filter(({ inputs }) => targets.some((arn) => JSON.stringify(inputs.actions ?? null).includes(arn)));
  // A rule for test requests has the conditions of its route, and a header's.
  return listed([...new Set(rules.map(({ inputs }) => routeOf(inputs.conditions)))]);
}

function routeOf(conditions: Readable | undefined): string {
  const values = (field: string) =>
    listOf(conditions).flatMap((each) => listOf(valueAt(each, field, "values")));
  return `${values("hostHeader").join(" ")}${values("pathPattern").join(" ")}`;
}

/** The routes of Ingresses and HTTPRoutes whose backend is the Service of these pods. */
export function routesOfPods(
  deployment: Readable | undefined,
  all: readonly ReadableResource[],
): string | undefined {
  const name = serviceNameOf(deployment);
  const rules = all
    .filter(
      ({ type, name: ingress }) =>
        type === "kubernetes:networking.k8s.io/v1:Ingress" && !/-target-group$/.test(ingress),
    )
    .flatMap(({ inputs }) => listOf(valueAt(inputs, "spec", "rules")));
  const routes = rules.flatMap((rule) =>
    listOf(valueAt(rule, "http", "paths"))
      .filter((path) => valueAt(path, "backend", "service", "name") === name)
      .map((path) => `${valueAt(rule, "host") ?? ""}${valueAt(path, "path")}`),
  );
  return name === undefined ? undefined : listed([...new Set([...routes, ...routesOfGateways(name, all)])]);
}

function routesOfGateways(service: Readable, all: readonly ReadableResource[]): string[] {
  return all
    .filter(({ type }) => type === "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute")
    .flatMap(({ inputs: { spec } }) => {
      const hosts = listOf(valueAt(spec, "hostnames"));
      return listOf(valueAt(spec, "rules"))
        .filter((rule) => valueAt(rule, "backendRefs", 0, "name") === service)
        .flatMap((rule) => listOf(valueAt(rule, "matches")).map((match) => valueAt(match, "path", "value")))
        .flatMap((path) => (hosts.length > 0 ? hosts : [""]).map((host) => `${host}${path}`));
    });
}
