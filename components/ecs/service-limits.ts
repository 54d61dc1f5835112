import type { Capacity, HealthCheck, Route, Scaling, ServiceDescription } from "../service";
import { mistakeInSize } from "./fargate-sizes";

/** Days that CloudWatch Logs can keep log lines: PutRetentionPolicy in its API reference. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Room for `-target` and the eight characters of Pulumi's suffix in a target group's 32. */
const longestName = 17;

/**
 * Tells everything in a description that ECS, Fargate or the load balancer would refuse.
 *
 * @param name Name of the service.
 * @param service Its description.
 * @returns One line for each mistake: argument, value, what is allowed.
 */
export function mistakesInService(name: string, service: ServiceDescription): string[] {
  return [
    mistakeInName(name),
    isWhole(service.port, 1, 65535) ? undefined : `service.port: ${service.port}; allowed: 1 to 65535`,
    mistakeInSize(service.cpu, service.memory),
    ...mistakesInEnvironment(service.environment ?? {}),
    ...mistakesInHealth(service.health),
    ...mistakesInScaling(service.scaling),
    ...mistakesInCapacity(service.capacity),
    ...mistakesInRoutes(service.routes),
    retentionDays.includes(service.logs.retentionDays)
      ? undefined
      : `service.logs.retentionDays: ${service.logs.retentionDays}; allowed: ${retentionDays.join(", ")}`,
  ].filter((mistake) => mistake !== undefined);
}

function mistakeInName(name: string): string | undefined {
  return name.length <= longestName && /^[a-z]([a-z0-9-]*[a-z0-9])?$/i.test(name)
    ? undefined
    : `name: "${name}"; allowed: 1 to ${longestName} letters, digits and hyphens, a letter first and no hyphen last`;
}

function mistakesInEnvironment(environment: Record<string, unknown>): string[] {
  return "PORT" in environment ? ["service.environment.PORT: say service.port, which sets it"] : [];
}

function mistakesInHealth(health: HealthCheck): (string | undefined)[] {
  return [
    /^\/\S{0,1023}$/.test(health.path)
      ? undefined
      : `service.health.path: "${health.path}"; allowed: a path that begins with /, at most 1024 characters`,
    isWhole(health.intervalSeconds, 5, 300)
      ? undefined
      : `service.health.intervalSeconds: ${health.intervalSeconds}; allowed: 5 to 300`,
  ];
}

function mistakesInScaling(scaling: Scaling): (string | undefined)[] {
  const { min, max, cpuPercent, memoryPercent, requestsPerTarget } = scaling;
  const percent = (argument: string, value: number | undefined) =>
    value === undefined || isWhole(value, 1, 100)
      ? undefined
      : `service.scaling.${argument}: ${value}; allowed: 1 to 100`;
  const aims = [cpuPercent, memoryPercent, requestsPerTarget].filter((aim) => aim !== undefined);
  return [
    isWhole(min, 0, 5000) ? undefined : `service.scaling.min: ${min}; allowed: 0 to 5000`,
    isWhole(max, 0, 5000) ? undefined : `service.scaling.max: ${max}; allowed: 0 to 5000`,
    min > max ? `service.scaling.max: ${max} is less than min; allowed: ${min} or more` : undefined,
    max > min && aims.length === 0
      ? "service.scaling: max is more than min, but nothing scales; say at least one of cpuPercent, memoryPercent, requestsPerTarget"
      : undefined,
    percent("cpuPercent", cpuPercent),
    percent("memoryPercent", memoryPercent),
    requestsPerTarget === undefined || requestsPerTarget > 0
      ? undefined
      : `service.scaling.requestsPerTarget: ${requestsPerTarget}; allowed: more than 0`,
  ];
}

function mistakesInCapacity({ base, fargate, spot }: Capacity): (string | undefined)[] {
  const weight = (argument: string, value: number) =>
    isWhole(value, 0, 1000) ? undefined : `service.capacity.${argument}: ${value}; allowed: 0 to 1000`;
  return [
    isWhole(base, 0, 100000) ? undefined : `service.capacity.base: ${base}; allowed: 0 to 100000`,
    weight("fargate", fargate),
    weight("spot", spot),
    fargate === 0 && spot === 0
      ? "service.capacity: both weights are 0; allowed: fargate or spot above 0"
      : undefined,
  ];
}

/** Rules: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
function mistakesInRoutes(routes: Route[]): (string | undefined)[] {
  if (routes.length === 0) {
    return ["service.routes: none; allowed: at least one"];
  }
  return routes.flatMap(({ path, host, priority }, index) => [
    /^\/[\w.$/~"'@:+&*?-]{0,127}$/.test(path)
      ? undefined
      : `service.routes[${index}].path: "${path}"; allowed: begins with /, at most 128 letters, digits and _-.$/~"'@:+&, * and ? as wildcards`,
    host === undefined || /^(?=.{1,128}$)[a-z0-9*?-]+(\.[a-z0-9*?-]+)*$/i.test(host)
      ? undefined
      : `service.routes[${index}].host: "${host}"; allowed: a host name of at most 128 characters, * and ? as wildcards`,
    isWhole(priority, 1, 50000)
      ? undefined
      : `service.routes[${index}].priority: ${priority}; allowed: 1 to 50000`,
    routes.findIndex((other) => other.priority === priority) < index
      ? `service.routes[${index}].priority: ${priority} is taken by another route; allowed: one that is not`
      : undefined,
  ]);
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
