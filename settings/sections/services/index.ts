import type { z } from "zod";
import { defaultPort, getsRequests } from "../../../components/published";
import {
  nameLengths,
  serviceNameLength,
  serviceNames,
  targetGroupNameLength,
} from "../../../facts/name-lengths";
import type { Section } from "../../section";
import { record } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { calledFirst, validateCalls, warningsAboutCalls } from "./calls";
import { validatePorts } from "./connections";
import { validateDeployments } from "./deployment-validation";
import { defaultService, defaultSource } from "./image-source";
import { validateTargetGroups, warningsAboutLoadBalancers } from "./load-balancer-quotas";
import { validateNodePorts } from "./node-port";
import { type GivenRoute, type RouteSettings, validateRoutes, withPriorities } from "./routes";
import { warningsAboutScaling } from "./scaling";
import { type ServiceSettings, serviceSchema, serviceSettings, validateService } from "./service";
import { validateTargetGroupNames } from "./target-group-names";

export { connectedServices } from "./connections";
export { hostsOf } from "./hosts";
export type { ServiceSettings };
export { defaultService };

const schema = record(
  {
    pattern: serviceNames.pattern,
    allowed:
      `${serviceNames.allowed} ` +
      `(AWS allows ${nameLengths.role} characters in the name of an IAM role, the longest of which is NAME-restart-secrets-1234567)`,
  },
  serviceSchema,
  `The services, by name. Default: ${defaultService}, built from ${defaultSource}.`,
);

type Given = z.output<typeof schema>;

/** The services. */
export const services: Section<typeof schema, Record<string, ServiceSettings>> = {
  schema,
  meaning:
    `The services, by name. Each is described once and runs on every platform that it names. Its image is built from a ` +
    `directory (source), exists (image), or is another stack's (imageFrom). Without this section the stack has one ` +
    `service, ${defaultService}, built from ${defaultSource}; a stack of jobs alone has an empty map, {}. A name has at most ${serviceNameLength} ` +
    `characters: AWS allows ${nameLengths.role} in that of an IAM role, the longest of which is NAME-restart-secrets-1234567. Target groups have ` +
    `the beginning and a hash of a name with more than ${targetGroupNameLength}.`,
  example: `aws-containers:services:
  web:
    source: ./app
    routes: [{ path: "/*" }]
    calls: [orders]
  orders:
    source: ./app
    exposure: internal
    cpu: 512
    memory: 1024
  api:
    image: public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000001
    port: 80
    cpu: 512
    memory: 1024
    health: { path: / }
    scaling: { min: 2, max: 10, cpuPercent: 70 }
    capacity: { base: 1, onDemand: 1, spot: 3 }
    routes: [{ path: "/api/*" }]
    environment:
      LOG_LEVEL: info`,
  settings(given = { [defaultService]: {} }, stack) {
    const routes = prioritized(given);
    const complete = Object.fromEntries(
      Object.entries(given).map(([name, service]) => [
        name,
        serviceSettings(name, service, routes[name] ?? [], stack),
      ]),
    );
    return Object.fromEntries(
      calledFirst(complete).flatMap((name) => (complete[name] ? [[name, complete[name]]] : [])),
    );
  },
  validate(given, stack, errors) {
    const services = given ?? { [defaultService]: {} };
    const isSingle = Object.values(services).filter(hasRequests).length === 1;
    if (given !== undefined && Object.keys(given).length === 0 && stack.jobPlatforms.length === 0) {
      if (!errors.has(["services"]) && !errors.has(["jobs"])) {
        errors.add(
          ["services"],
          `is an empty map, but a stack needs a service or a job: leave it out to get ${defaultService} from ${defaultSource}.`,
        );
      }
      return;
    }
    const isReadable = !errors.has(["services"]) && !errors.has(["platforms"]);
    for (const [name, service] of Object.entries(services)) {
      validateService(name, service, stack, errors);
      if (hasRequests(service)) validateHasRoutes(name, service.routes, isSingle, errors);
    }
    validateNodePorts(services, errors);
    validateCalls(services, stack.platforms, errors);
    validateRoutes(routesByService(services), errors);
    validateDeployments(services, prioritized(services), stack.platforms, errors);
    validatePorts(services, stack.platforms, defaultPort, errors);
    validateTargetGroupNames(Object.keys(services), errors);
    validateTargetGroups(countedServices(services, stack.platforms), errors);
    for (const platform of stack.platforms) {
      const names = Object.values(services).map(({ platforms }): readonly string[] | undefined => platforms);
      const isUsed =
        stack.jobPlatforms.includes(platform) ||
        names.some((platforms) => platforms?.includes(platform) ?? true);
      if (isReadable && !isUsed) {
        errors.add(
          ["platforms"],
          `has ${platform}, on which no service runs: remove it, or add it to a service.`,
        );
      }
    }
  },
  warnings: (services) => [
    ...warningsAboutLoadBalancers(services),
    ...warningsAboutCalls(services),
    ...warningsAboutScaling(services),
  ],
};

function hasRequests({ exposure = "public", protocol = "http" }: Given[string]): boolean {
  return getsRequests({ exposure, protocol });
}

/** Routes as given; a stack's only service that receives requests answers every one unless it has routes of its own. */
function routesByService(services: Given): Record<string, readonly GivenRoute[]> {
  const entries = Object.entries(services).filter(([, service]) => hasRequests(service));
  const everything = entries.length === 1 ? [{ path: "/*" }] : [];
  return Object.fromEntries(entries.map(([name, service]) => [name, service.routes ?? everything]));
}

function countedServices(services: Given, platforms: readonly string[]) {
  const routes = routesByService(services);
  return Object.fromEntries(
    Object.entries(services).map(([name, service]) => [
      name,
      { ...service, platforms: service.platforms ?? platforms, routes: routes[name] ?? [] },
    ]),
  );
}

function prioritized(services: Given): Record<string, RouteSettings[]> {
  return withPriorities(routesByService(services));
}

function validateHasRoutes(name: string, routes: unknown, isSingle: boolean, errors: ValidationErrors): void {
  const path = ["services", name, "routes"];
  if (routes === undefined && !isSingle && !errors.has(path)) {
    errors.add(
      path,
      `is missing: with several public services each has its own routes, such as [{ path: "/${name}/*" }].`,
    );
  }
}
