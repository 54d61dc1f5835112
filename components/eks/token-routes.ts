import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteRoute } from "../complete-service";
import type { JwtAuth } from "../route-auth";

/** A service that requests are routed to. */
export interface Backend {
  /** Its name. */
  name: string;
  routes: readonly CompleteRoute[];
  service: k8s.core.v1.Service | undefined;
}

/** A route, and where it leads. */
export interface RoutedBackend extends CompleteRoute {
  name: string;
  service: k8s.core.v1.Service;
}

/** Routes that follow one another in the order of their priorities, with the same tokens or none: those of one Ingress. */
export interface Run {
  /** The first one's priority. */
  priority: number;
  jwt: JwtAuth | undefined;
  routes: RoutedBackend[];
}

/**
 * Divides routes into runs, one for each Ingress, since the controller reads `jwt-validation` from a whole Ingress. The rules of a
 * group of Ingresses are in the order of the Ingresses, so that the rules of all runs are in the order of the priorities.
 */
export function runsOf(backends: readonly Backend[]): Run[] {
  const runs: Run[] = [];
  for (const route of routesOf(backends)) {
    const { jwt } = route.auth ?? {};
    const last = runs.at(-1);
    if (last && isDeepStrictEqual(last.jwt, jwt)) last.routes.push(route);
    else runs.push({ priority: route.priority, jwt, routes: [route] });
  }
  return runs;
}

/** All routes, the lowest priority first. */
function routesOf(backends: readonly Backend[]): RoutedBackend[] {
  return backends
    .flatMap(({ routes, name, service }) =>
      service ? routes.map((route) => ({ ...route, name, service })) : [],
    )
    .sort((one, other) => one.priority - other.priority);
}

/** How many target groups the load balancer of these routes has: for each Ingress one for each of its services. */
export function targetGroupsOf(
  routes: readonly { name: string; routes: readonly CompleteRoute[] }[],
): number {
  const sorted = routes
    .flatMap(({ name, routes }) => routes.map(({ priority, auth }) => ({ name, priority, jwt: auth?.jwt })))
    .sort((one, other) => one.priority - other.priority);
  let run = 0;
  const groups = sorted.map(({ name, jwt }, index) => {
    if (index > 0 && !isDeepStrictEqual(sorted[index - 1]?.jwt, jwt)) run += 1;
    return `${run} ${name}`;
  });
  return new Set(groups).size;
}

/**
 * The name of the Ingress of a run that isn't the last one. Ingresses of the same order are in that of their names, hence of their
 * priorities. A run that changes has another name, and so another Ingress: the former one stays until all others are there. Those with
 * tokens are created first and deleted last, so that no request that needs a token before and after an update passes without one
 * meanwhile.
 */
export function nameOfRun(name: string, { priority, jwt, routes }: Run): string {
  const content = JSON.stringify([jwt, routes.map(({ path, host, name }) => [path, host, name])]);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  return `${name}.${String(priority).padStart(priorityDigits, "0")}.${hash}`;
}

/** Digits of the highest priority that a route can have. */
const priorityDigits = 5;

/**
 * Annotations of an Ingress whose routes take a token.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/v3.5/guide/ingress/annotations/#jwt-validation (read 2026-11-22)
 */
export function tokenAnnotations(jwt: JwtAuth | undefined): Record<string, pulumi.Input<string>> {
  if (jwt === undefined) return {};
  const { issuer, jwksEndpoint, claims = [] } = jwt;
  const additionalClaims = claims.map(({ name, format, values }) => ({ name, format, values }));
  return {
    "alb.ingress.kubernetes.io/jwt-validation": JSON.stringify({
      jwksEndpoint,
      issuer,
      ...(additionalClaims.length > 0 && { additionalClaims }),
    }),
  };
}
