import { z } from "zod";
import { callVariable } from "../../../components/calls";
import type { Exposure } from "../../../components/service";
import type { Protocol } from "../../../facts/protocols";
import { withDefault } from "../../toolkit/defaults";
import { list } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import { formatPath } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { allOf, nearest } from "../../toolkit/words";
import { refuseVariable } from "./environment";
import { variablesOfFiles } from "./environment-files";

/** The services that a service calls. */
export const callsSchema = withDefault(
  [],
  list(
    withMeta(z.string(), { description: "A service.", allowed: "the name of a service of the stack" }),
    { min: 0, max: 40, allowed: "a list of at most 40 names of services, such as [orders]" },
    "Names of the services that it calls. Each is reached at the address in the variable NAME_URL (ORDERS_URL is " +
      "http://orders, or with protocol tcp and port 5432 tcp://orders:5432), and allows no other callers. On ECS Service Connect then adds a proxy to the tasks of both, free of " +
      "charge, which takes up to 256 of their CPU units and 64 MiB; a service with protocol udp has a DNS name in a hosted zone instead, $0.50 " +
      "per month for all of them.",
  ),
);

interface Given {
  calls?: readonly string[] | undefined;
  exposure?: Exposure | undefined;
  protocol?: Protocol | undefined;
  networkMode?: string | undefined;
  platforms?: readonly string[] | undefined;
  environment?: Readonly<Record<string, unknown>> | undefined;
  secrets?: Readonly<Record<string, unknown>> | undefined;
  environmentFiles?: readonly string[] | undefined;
}

/** Adds errors for calls that can't be made, and for variables that they would set as well. */
export function validateCalls(
  services: Readonly<Record<string, Given>>,
  platforms: readonly string[],
  errors: ValidationErrors,
): void {
  const names = Object.keys(services).sort();
  for (const [caller, { calls = [], environment = {}, secrets = {}, ...own }] of Object.entries(services)) {
    for (const [index, name] of calls.entries()) {
      const at = ["services", caller, "calls", index];
      const called = Object.hasOwn(services, name) ? services[name] : undefined;
      const missing = missingPlatforms(own.platforms ?? platforms, called?.platforms ?? platforms);
      if (name === caller) {
        errors.add(at, "is the service itself: remove it.");
      } else if (calls.indexOf(name) !== index) {
        errors.add(at, `is ${name}, which is already in the list.`);
      } else if (called === undefined) {
        const near = nearest(name, names);
        const advice = near === undefined || near === caller ? "" : ` Did you mean ${near}?`;
        errors.add(
          at,
          `is ${errors.format(at, name)}, but no service of the stack.${advice} Its services: ${names.join(", ")}.`,
        );
      } else if (called.exposure === "none") {
        errors.add(at, `is ${name}, which nobody reaches: its exposure is none. Set it to internal.`);
      } else if (called.networkMode !== undefined && called.networkMode !== "awsvpc") {
        errors.add(
          at,
          `is ${name}, which has no security group of its own to let callers in: its networkMode is ${called.networkMode}. Set it to awsvpc.`,
        );
      } else if (missing.length > 0 && !errors.has(["platforms"])) {
        errors.add(
          at,
          `is ${name}, which doesn't run on ${allOf(missing)}, where ${caller} would call it: both need the same platforms.`,
        );
      }
      const variable = callVariable(name);
      const environmentFiles = variablesOfFiles(own.environmentFiles ?? []);
      refuseVariable(
        ["services", caller],
        variable,
        { environment, secrets, environmentFiles },
        `calls, which has ${name}`,
        errors,
      );
    }
  }
}

function missingPlatforms(caller: readonly string[], called: readonly string[]): string[] {
  return caller.filter((platform) => !called.includes(platform));
}

interface Calling {
  calls: readonly string[];
}

/**
 * The names in the order of deployment: each service after those that it calls, and otherwise by name. Of services that call
 * each other, the one that comes last by name is first.
 */
export function calledFirst(services: Readonly<Record<string, Calling>>): string[] {
  const order = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name) || !Object.hasOwn(services, name)) return;
    visited.add(name);
    for (const called of [...(services[name]?.calls ?? [])].sort()) visit(called);
    order.add(name);
  };
  for (const name of Object.keys(services).sort()) visit(name);
  return [...order];
}

/** Calls that a service makes to one that is deployed after it, since the two call each other, directly or through others. */
export function callsToLater(
  services: Readonly<Record<string, Calling>>,
): [caller: string, called: string][] {
  const order = calledFirst(services);
  return order.flatMap((caller, position) =>
    (services[caller]?.calls ?? [])
      .filter((called) => order.indexOf(called) > position)
      .map((called): [string, string] => [caller, called]),
  );
}

/** A warning about each internal service that no service calls. */
export function warningsAboutCalls(
  services: Readonly<Record<string, Calling & { exposure: Exposure; nodePort?: object }>>,
): string[] {
  const called = new Set(Object.values(services).flatMap(({ calls }) => calls));
  return Object.entries(services).flatMap(([name, { exposure, nodePort }]) =>
    exposure === "internal" && nodePort === undefined && !called.has(name)
      ? [
          `${formatPath(["services", name])} is internal, but no service calls it: add it to the calls of those that do, or set exposure: none.`,
        ]
      : [],
  );
}
