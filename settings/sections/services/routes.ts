import type { z } from "zod";
import { serviceLimits } from "../../../facts/service-limits";
import { integer, list, object, string } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { routeKey } from "./priorities";

const longestPath = serviceLimits.routePathLength.max;
const longestHost = serviceLimits.routeHostLength.max;

/** Wildcards that a listener rule can have in all of its conditions. */
const mostWildcards = 5;

/** The requests that a service answers. */
export const routesSchema = list(
  object(
    {
      host: string(
        new RegExp(`^(?=.{1,${longestHost}}$)[A-Za-z0-9.*?-]*\\.[A-Za-z*?]+$`),
        `a host name of at most ${longestHost} letters, digits, hyphens, dots, * and ?, such as shop.example.org`,
        "Host name of the request; * and ? match any characters. Default: any.",
      ),
      priority: integer(
        serviceLimits.routePriority,
        "Priority among all routes of the stack: the lowest number that matches a request wins. Default: computed, so that " +
          "the more specific route wins, and stable when other services are added or removed.",
      ),
    },
    "A route.",
    {
      path: string(
        new RegExp(`^/[A-Za-z0-9_.$/~"'@:+&*?-]{0,${longestPath - 1}}$`),
        `a path of at most ${longestPath} characters that starts with / and has only letters, digits and _-.$/~"'@:+&*?`,
        "Path of the request; * and ? match any characters.",
      ),
    },
  ),
  { min: 1, max: 100, allowed: "a list of 1 to 100 routes such as { path: /api/*, host: shop.example.org }" },
  'The requests that this service answers. Default for the only service of a stack: [{ path: "/*" }].',
);

/** A route as a stack file has it. */
export type GivenRoute = z.output<typeof routesSchema>[number];

/** Adds errors for routes and priorities that are used twice, and for what a listener rule can't have. */
export function validateRoutes(
  routes: Readonly<Record<string, readonly GivenRoute[]>>,
  errors: ValidationErrors,
): void {
  const routesSeen = new Map<string, string>();
  const prioritiesSeen = new Map<number, string>();
  for (const [service, given] of Object.entries(routes)) {
    for (const [index, route] of given.entries()) {
      const at: Path = ["services", service, "routes", index];
      const here = `${service}.routes[${index}]`;
      const sameRoute = routesSeen.get(routeKey(route));
      if (sameRoute) {
        errors.add(at, `is the same route as services.${sameRoute}: a request goes to one service only.`);
      }
      routesSeen.set(routeKey(route), sameRoute ?? here);
      if (route.priority !== undefined) {
        const samePriority = prioritiesSeen.get(route.priority);
        if (samePriority) {
          errors.add(
            [...at, "priority"],
            `is ${errors.format(at, route.priority)}, which services.${samePriority} has: priorities are unique in a stack.`,
          );
        }
        prioritiesSeen.set(route.priority, samePriority ?? here);
      }
      const wildcards = `${route.host ?? ""}${route.path}`.match(/[*?]/g)?.length ?? 0;
      if (wildcards > mostWildcards) {
        errors.add(
          at,
          `has ${wildcards} wildcards, but a listener rule can have at most ${mostWildcards} in path and host.`,
        );
      }
    }
  }
}
