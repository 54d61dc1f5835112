import type { z } from "zod";
import type { CompleteRoute } from "../../../components/complete-service";
import { routeHost, routePath, wildcardsIn, wildcardsPerRule } from "../../../facts/listener-rules";
import { serviceLimits } from "../../../facts/service-limits";
import { integer, list, object, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { authSchema, authSettings } from "./auth";
import { computedPriority, freePriority, routeKey } from "./priorities";

const longestPath = serviceLimits.routePathLength.max;
const longestHost = serviceLimits.routeHostLength.max;

/** A form of at most so many characters. */
const ofLength = ({ source }: RegExp, longest: number) =>
  new RegExp(`^(?=.{1,${longest}}$)${source.slice(1)}`);

/** The requests that a service answers. */
export const routesSchema = list(
  object(
    {
      host: string(
        ofLength(routeHost, longestHost),
        `a host name of at most ${longestHost} letters, digits, hyphens, dots, * and ?, such as shop.example.org`,
        "Host name of the request; * and ? match any characters. Default: any.",
      ),
      priority: integer(
        serviceLimits.routePriority,
        "Priority among all routes of the stack: the lowest number that matches a request wins. Default: computed from host " +
          "and path, so that the more specific route wins; no other route moves it.",
      ),
      auth: authSchema,
    },
    "A route.",
    {
      path: string(
        ofLength(routePath, longestPath),
        `a path of at most ${longestPath} characters that starts with / and has only letters, digits and _-.$/~"'@:+&*?`,
        "Path of the request; * and ? match any characters.",
      ),
    },
  ),
  { min: 1, max: 100, allowed: "a list of 1 to 100 routes such as { path: /api/*, host: shop.example.org }" },
  'The requests that this service answers. Default for the only public service of a stack: [{ path: "/*" }].',
);

/** A route as a stack file has it. */
export type GivenRoute = z.output<typeof routesSchema>[number];

/** A route with its priority among the listener's rules. */
export type RouteSettings = CompleteRoute;

type RoutesByService = Readonly<Record<string, readonly GivenRoute[]>>;

/** The routes of all services with their priorities. */
export function withPriorities(routes: RoutesByService): Record<string, RouteSettings[]> {
  return Object.fromEntries(
    Object.entries(routes).map(([name, given]) => [name, given.map((route) => routeSettings(route))]),
  );
}

function priorityOf(route: GivenRoute): number {
  return route.priority ?? computedPriority(route);
}

function routeSettings(route: GivenRoute): RouteSettings {
  const { path, host, auth } = route;
  return {
    path,
    ...(host !== undefined && { host }),
    priority: priorityOf(route),
    ...(auth && { auth: authSettings(auth) }),
  };
}

/** Adds errors for routes and priorities that are used twice, and for what a listener rule can't have. */
export function validateRoutes(routes: RoutesByService, errors: ValidationErrors): void {
  const all = Object.entries(routes).flatMap(([service, given]) =>
    given.map((route, index) => ({
      at: ["services", service, "routes", index],
      name: `services.${service}.routes[${index}]`,
      route,
    })),
  );
  const taken = new Set(all.map(({ route }) => priorityOf(route)));
  for (const [index, { at, route }] of all.entries()) {
    const before = all.slice(0, index);
    const same = before.find((other) => routeKey(other.route) === routeKey(route));
    const samePriority = before.find((other) => priorityOf(other.route) === priorityOf(route));
    if (same) {
      errors.add(at, `is the same route as ${same.name}: a request goes to one service only.`);
    } else if (samePriority && (route.priority === undefined || samePriority.route.priority === undefined)) {
      const free = freePriority(route.priority === undefined ? route : samePriority.route, taken);
      taken.add(free);
      errors.add(
        at,
        `would have the same priority as ${samePriority.name}, ${priorityOf(route)}: give the newer one \`priority: ${free}\`, which is free, so that the other one's rule stays.`,
      );
    } else if (samePriority) {
      errors.add(
        [...at, "priority"],
        `is ${errors.format(at, route.priority)}, which ${samePriority.name} has: priorities are unique in a stack.`,
      );
    }
    const wildcards = wildcardsIn(route);
    if (wildcards > wildcardsPerRule) {
      errors.add(
        at,
        `has ${wildcards} wildcards, but a listener rule can have at most ${wildcardsPerRule} in path and host.`,
      );
    }
  }
}
