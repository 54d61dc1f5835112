import * as pulumi from "@pulumi/pulumi";
import { isConnectionProtocol, type Protocol, transportOf } from "../facts/protocols";
import { mustBe, oneOf, validatePattern, validateUnique } from "./invalid-arguments";
import { defaultPort } from "./published";
import type { ServiceDescription } from "./service";
import { variablePrefix } from "./variable-name";

/** The services of a platform by their names: whom each calls, and who reaches it. */
export type CallGraph = Readonly<
  Record<string, Pick<ServiceDescription, "calls" | "exposure" | "protocol" | "port">>
>;

/** A service that others call. */
export interface Called {
  name: string;
  protocol: Protocol;
  /** Port that its callers connect to. */
  port: number;
}

/**
 * Port that the callers of a service connect to, on every platform. With requests it is 80, whatever port the service listens
 * on, so that it can change while callers run; with connections the service's own, which clients of its protocol expect.
 */
export function calledPort({ protocol, port }: { protocol: Protocol; port: number }): number {
  return isConnectionProtocol(protocol) ? port : 80;
}

/** The services that a service calls. */
export function calledBy(name: string, services: CallGraph): Called[] {
  return (services[name]?.calls ?? []).map((called) => {
    const { protocol = "http", port = defaultPort } = services[called] ?? {};
    return { name: called, protocol, port: calledPort({ protocol, port }) };
  });
}

/**
 * The variables that a service gets for those that it calls: ORDERS_URL is http://orders, or tcp://orders:5432. What a load balancer
 * ends the TLS of is called without TLS.
 *
 * @param hostOf The host name of a service: its name, but for what has another one on a platform.
 */
export function callVariables(called: readonly Called[]): Record<string, string>;
export function callVariables(
  called: readonly Called[],
  hostOf: (called: Called) => pulumi.Input<string>,
): Record<string, pulumi.Input<string>>;
export function callVariables(
  called: readonly Called[],
  hostOf: (called: Called) => pulumi.Input<string> = ({ name }) => name,
): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    called.map((service) => {
      const { name, protocol, port } = service;
      const host = hostOf(service);
      const address = (known: string) =>
        isConnectionProtocol(protocol) ? `${transportOf(protocol)}://${known}:${port}` : `http://${known}`;
      return [
        callVariable(name),
        typeof host === "string" ? address(host) : pulumi.output(host).apply(address),
      ];
    }),
  );
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
