import { isConnectionProtocol } from "../facts/protocols";
import { mustBe, oneOf, validatePattern, validateUnique } from "./invalid-arguments";
import type { ServiceDescription } from "./service";
import { variablePrefix } from "./variable-name";

/** The services of a platform by their names: whom each calls, and who reaches it. */
export type CallGraph = Readonly<Record<string, Pick<ServiceDescription, "calls" | "exposure" | "protocol">>>;

/**
 * The variables that a service gets for those that it calls: ORDERS_URL is http://orders. The same on every platform, and
 * without the port that the called service listens on, so that it can change while callers run.
 */
export function callVariables(calls: readonly string[]): Record<string, string> {
  return Object.fromEntries(calls.map((name) => [callVariable(name), `http://${name}`]));
}

/** ORDERS_URL for the service orders. */
export function callVariable(name: string): string {
  return `${variablePrefix(name)}_URL`;
}

/** Names of the services that call a service, in alphabetical order. */
export function callersOf(name: string, services: CallGraph): string[] {
  return Object.keys(services)
    .filter((caller) => services[caller]?.calls?.includes(name))
    .sort();
}

/** Checks who calls whom. */
export function validateCalls(services: CallGraph): string[] {
  const names = Object.keys(services);
  return names.flatMap((caller) => {
    const calls = services[caller]?.calls ?? [];
    return [
      ...validateUnique(`services.${caller}.calls`, calls),
      ...calls.flatMap((name, index) => {
        const argument = `services.${caller}.calls[${index}]`;
        const called = Object.hasOwn(services, name) ? services[name] : undefined;
        if (name === caller) return [mustBe(argument, name, "another service")];
        if (called === undefined) return [mustBe(argument, name, `one of the services, ${oneOf(names)}`)];
        if (called.exposure === "none") {
          return [mustBe(argument, name, "a service that can be reached, but its exposure is none")];
        }
        if (isConnectionProtocol(called.protocol ?? "http")) {
          return [
            mustBe(argument, name, `a service that gets requests, but its protocol is ${called.protocol}`),
          ];
        }
        return validatePattern(
          argument,
          name,
          /^[a-z0-9][a-z0-9-]*$/,
          "a host name of lowercase letters, digits and hyphens",
        );
      }),
    ];
  });
}
