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
  return listed(rules.map(({ inputs }) => routeOf(inputs.conditions)));
}

function routeOf(conditions: Readable | undefined): string {
  const values = (field: string) =>
    listOf(conditions).flatMap((each) => listOf(valueAt(each, field, "values")));
  return `${values("hostHeader").join(" ")}${values("pathPattern").join(" ")}`;
}

/** The routes of the Ingresses whose backend is the Service of these pods. */
export function routesOfIngresses(
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
  return name === undefined ? undefined : listed([...new Set(routes)]);
}
