import { parseCidrBlock } from "../facts/cidr-blocks";
import { containerLimits, writablePathError } from "../facts/container-limits";
import { isLinkLocal, linkLocalCidr } from "../facts/link-local";
import { logRetentionDays } from "../facts/log-retention";
import { grpcHealth, isConnectionProtocol, protocols } from "../facts/protocols";
import { serviceLimits } from "../facts/service-limits";
import type { CompleteService } from "./complete-service";
import { validateConnections } from "./connection-validation";
import {
  mustBe,
  validateLength,
  validateOneOf,
  validatePattern,
  validateWholeNumber,
} from "./invalid-arguments";
import { validatePermissions } from "./permissions";
import { getsRequests } from "./published";
import { validateRouteAuth } from "./route-auth-validation";
import { exposures } from "./service";
import { validateVariables } from "./variable-validation";

/**
 * What every platform requires of a service. Each adds what it alone requires: its name, its size, and the metrics that it
 * can scale on.
 */
export function validateService(service: CompleteService): string[] {
  return [
    ...validateWholeNumber("service.port", service.port, serviceLimits.port),
    ...validateOneOf("service.protocol", service.protocol, protocols),
    ...validateConnections(service),
    ...validateOneOf("service.architecture", service.architecture, ["arm64", "x86_64"]),
    ...validateVariables(service),
    ...validateCommand(service),
    ...validateWritablePaths(service),
    ...validatePermissions("service.permissions", service.permissions),
    ...validateHealth(service),
    ...validateScaling(service),
    ...validateCapacity(service),
    ...validateOneOf("service.exposure", service.exposure, exposures),
    ...validateRoutes(service),
    ...validateOneOf("service.logs.retentionDays", service.logs.retentionDays, logRetentionDays),
    ...validateReplacement(service),
    ...validateEgress(service),
  ];
}

/** The error of a service that can't scale, because no metric that the platform knows has a target. */
export function validateScalingMetrics(
  { scaling }: CompleteService,
  metrics: readonly ("cpuPercent" | "memoryPercent" | "requestsPerTask")[],
): string[] {
  const { min, max } = scaling;
  return max > min && metrics.every((metric) => scaling[metric] === undefined)
    ? [
        `service.scaling is ${min} to ${max} without a target: must have ${metrics.join(" or ")}, or min equal to max`,
      ]
    : [];
}

/** The error of a public service whose protocol an Application Load Balancer speaks over HTTPS only. */
export function validateProtocolOnLoadBalancer(
  argument: string,
  service: CompleteService,
  https: boolean,
): string[] {
  const { protocol } = service;
  return protocol === "http" || !getsRequests(service) || https
    ? []
    : [mustBe(argument, protocol, "http on a load balancer without HTTPS")];
}

function validateCommand({ command }: CompleteService): string[] {
  const { max } = containerLimits.commandArguments;
  return command === undefined || (command.length > 0 && command.length <= max)
    ? []
    : [`service.command has ${command.length} arguments: must have 1 to ${max}, or be left out`];
}

function validateWritablePaths({ writablePaths }: CompleteService): string[] {
  const { max } = containerLimits.writablePaths;
  return [
    ...(writablePaths.length <= max
      ? []
      : [`service.writablePaths has ${writablePaths.length} directories: must have at most ${max}`]),
    ...writablePaths.flatMap((path, index) => {
      const error = writablePathError(path, writablePaths.toSpliced(index, 1));
      return error === undefined ? [] : [mustBe(`service.writablePaths[${index}]`, path, error)];
    }),
  ];
}

function validateHealth({ health, protocol }: CompleteService): string[] {
  const { max } = serviceLimits.healthPathLength;
  const { path, intervalSeconds, graceSeconds, unhealthyThreshold } = health;
  const pathIsValid = path === undefined || (path.length <= max && /^\/[!"$-~]*$/.test(path));
  return [
    ...(protocol === "grpc" && path !== grpcHealth.path
      ? [
          mustBe(
            "service.health.path",
            path,
            `left out with service.protocol grpc, which has ${grpcHealth.path}`,
          ),
        ]
      : []),
    ...(pathIsValid
      ? []
      : [
          mustBe(
            "service.health.path",
            path,
            `a path that begins with /, of printable ASCII characters without spaces and #, at most ${max} of them`,
          ),
        ]),
    ...validateWholeNumber(
      "service.health.intervalSeconds",
      intervalSeconds,
      serviceLimits.healthIntervalSeconds,
    ),
    ...validateWholeNumber("service.health.graceSeconds", graceSeconds, serviceLimits.healthGraceSeconds),
    ...validateWholeNumber(
      "service.health.unhealthyThreshold",
      unhealthyThreshold,
      serviceLimits.unhealthyThreshold,
    ),
  ];
}

function validateScaling({ scaling }: CompleteService): string[] {
  const { replicas, utilizationPercent, requestsPerTask } = serviceLimits;
  const { min, max } = scaling;
  const errors = [
    ...validateWholeNumber("service.scaling.min", min, replicas),
    ...validateWholeNumber("service.scaling.max", max, replicas),
  ];
  return [
    ...errors,
    ...(errors.length === 0 && max < min
      ? [mustBe("service.scaling.max", max, `at least service.scaling.min, which is ${min}`)]
      : []),
    ...validateWholeNumber("service.scaling.cpuPercent", scaling.cpuPercent, utilizationPercent),
    ...validateWholeNumber("service.scaling.memoryPercent", scaling.memoryPercent, utilizationPercent),
    ...validateWholeNumber("service.scaling.requestsPerTask", scaling.requestsPerTask, requestsPerTask),
  ];
}

function validateCapacity({ capacity }: CompleteService): string[] {
  const { base, onDemand, spot } = capacity;
  const { capacityBase, capacityWeight } = serviceLimits;
  return [
    ...validateWholeNumber("service.capacity.base", base, capacityBase),
    ...validateWholeNumber("service.capacity.onDemand", onDemand, capacityWeight),
    ...validateWholeNumber("service.capacity.spot", spot, capacityWeight),
    ...(onDemand === 0 && spot === 0
      ? ["service.capacity has no weight: must have onDemand or spot above 0"]
      : []),
  ];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
function validateRoutes({ exposure, protocol, routes, scaling }: CompleteService): string[] {
  if (isConnectionProtocol(protocol)) return [];
  if (exposure !== "public") {
    const unused = "needs the load balancer's requests";
    return [
      ...(routes.length > 0 ? [`service.routes ${unused}: must be left out with exposure ${exposure}`] : []),
      ...(scaling.requestsPerTask !== undefined
        ? [`service.scaling.requestsPerTask ${unused}: must be left out with exposure ${exposure}`]
        : []),
    ];
  }
  if (routes.length === 0) {
    return ["service.routes is empty: must have at least one route"];
  }
  return routes.flatMap(({ path, host, priority, auth }, index) => {
    const argument = `service.routes[${index}]`;
    const first = routes.findIndex((route) => route.priority === priority);
    return [
      ...validateLength(`${argument}.path`, path, serviceLimits.routePathLength),
      ...validatePattern(
        `${argument}.path`,
        path,
        /^\/[\w.$/~"'@:+&*?-]*$/,
        `a path that begins with /, of letters, digits, any of _-.$/~"'@:+& and the wildcards * and ?`,
      ),
      ...validateLength(`${argument}.host`, host, serviceLimits.routeHostLength),
      ...validatePattern(
        `${argument}.host`,
        host,
        /^[a-z0-9*?-]+(\.[a-z0-9*?-]+)*$/i,
        "a host name, with the wildcards * and ?",
      ),
      ...validateWholeNumber(`${argument}.priority`, priority, serviceLimits.routePriority),
      ...(first < index
        ? [mustBe(`${argument}.priority`, priority, `unique, but service.routes[${first}] has it too`)]
        : []),
      ...validateRouteAuth(`${argument}.auth`, auth, protocol),
    ];
  });
}

/** How replicas are replaced. */
function validateReplacement(service: CompleteService): string[] {
  const { minimumHealthyPercent, maximumPercent } = service;
  const keys = ["drainSeconds", "stopSeconds", "minimumHealthyPercent", "maximumPercent"] as const;
  return [
    ...keys.flatMap((key) => validateWholeNumber(`service.${key}`, service[key], serviceLimits[key])),
    ...(minimumHealthyPercent === 100 && maximumPercent === 100
      ? [
          mustBe(
            "service.maximumPercent",
            100,
            "above service.minimumHealthyPercent, which is 100: no replica could be replaced",
          ),
        ]
      : []),
  ];
}

function validateEgress({ egress }: CompleteService): string[] {
  if (typeof egress === "string") {
    return validateOneOf("service.egress", egress, ["any"]);
  }
  const { max } = serviceLimits.egressRules;
  const rules = egress.map(({ protocol, port, cidr }) => `${protocol} ${port} ${cidr}`);
  return [
    ...(egress.length <= max ? [] : [`service.egress has ${egress.length} rules: must have at most ${max}`]),
    ...egress.flatMap(({ port, cidr, protocol }, index) => {
      const argument = `service.egress[${index}]`;
      const first = rules.indexOf(rules[index] ?? "");
      return [
        ...validateWholeNumber(`${argument}.port`, port, serviceLimits.port),
        ...(parseCidrBlock(cidr) === undefined
          ? [mustBe(`${argument}.cidr`, cidr, "an IPv4 CIDR block, such as 10.1.0.0/16")]
          : []),
        ...(isLinkLocal(cidr)
          ? [
              mustBe(
                `${argument}.cidr`,
                cidr,
                `outside ${linkLocalCidr}, the link-local addresses of metadata and credentials, which no rule opens`,
              ),
            ]
          : []),
        ...validateOneOf(`${argument}.protocol`, protocol, ["tcp", "udp"]),
        ...(first < index
          ? [`${argument} is the same rule as service.egress[${first}]: must be left out`]
          : []),
        ...(rules[index] === "tcp 443 0.0.0.0/0"
          ? [`${argument} is HTTPS to anywhere, which is always allowed: must be left out`]
          : []),
      ];
    }),
  ];
}
