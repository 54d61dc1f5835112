import { routeHost, routePath, wildcardsIn, wildcardsPerRule } from "../facts/listener-rules";
import { grpcHealth, isConnectionProtocol, protocols } from "../facts/protocols";
import { serviceLimits } from "../facts/service-limits";
import { validateBefore } from "./before";
import { validateBlockVolumes } from "./block-volume-validation";
import { callVariable } from "./calls";
import type { CompleteService } from "./complete-service";
import { validateConnections } from "./connection-validation";
import { validateContainer } from "./container-validation";
import {
  mustBe,
  validateLength,
  validateOneOf,
  validatePattern,
  validateWholeNumber,
} from "./invalid-arguments";
import { getsRequests } from "./published";
import { validateRestartOnRotation } from "./rotation/rotating-secrets";
import { validateRouteAuth } from "./route-auth-validation";
import { validateScalingPlan } from "./scaling-validation";
import { exposures } from "./service";
import { validateServiceDeployment } from "./service-deployment";
import { validateTelemetry, variablesOfTelemetry } from "./telemetry";

/**
 * What every platform requires of a service. Each adds what it alone requires: its name, its size, and the metrics that it
 * can scale on.
 */
export function validateService(service: CompleteService): string[] {
  return [
    ...validateWholeNumber("service.port", service.port, serviceLimits.port),
    ...validateOneOf("service.protocol", service.protocol, protocols),
    ...validateConnections(service),
    ...validateContainer("service", service, variablesOf(service)),
    ...validateBlockVolumes(service),
    ...validateHealth(service),
    ...validateBefore(service),
    ...validateRestartOnRotation(service),
    ...validateScaling(service),
    ...validateCapacity(service),
    ...validateOneOf("service.exposure", service.exposure, exposures),
    ...validateRoutes(service),
    ...validateServiceDeployment(service.deployment),
    ...validateTelemetry(service),
    ...validateReplacement(service),
  ];
}

/** The variables that a service gets from the rest of its description, each with the argument that sets it. */
function variablesOf({ exposure, calls, telemetry }: CompleteService): Record<string, string> {
  const ofCalls = calls.map((called) => [callVariable(called), "service.calls"]);
  return {
    ...(exposure !== "none" && { PORT: "service.port" }),
    ...Object.fromEntries(ofCalls),
    ...variablesOfTelemetry(telemetry),
  };
}

/** The error of a service that can't scale, because no metric that the platform knows has a target. */
export function validateScalingMetrics(
  { scaling }: CompleteService,
  metrics: readonly ("cpuPercent" | "memoryPercent" | "requestsPerTask" | "backlog")[],
): string[] {
  const { min, max } = scaling;
  return max > min && !scaling.steps?.length && metrics.every((metric) => scaling[metric] === undefined)
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
  const errors = [...validateMinimum(scaling), ...validateWholeNumber("service.scaling.max", max, replicas)];
  return [
    ...errors,
    ...(errors.length === 0 && max < min
      ? [mustBe("service.scaling.max", max, `at least service.scaling.min, which is ${min}`)]
      : []),
    ...validateWholeNumber("service.scaling.cpuPercent", scaling.cpuPercent, utilizationPercent),
    ...validateWholeNumber("service.scaling.memoryPercent", scaling.memoryPercent, utilizationPercent),
    ...validateWholeNumber("service.scaling.requestsPerTask", scaling.requestsPerTask, requestsPerTask),
    ...validateScalingPlan(scaling),
  ];
}

/** Metrics of replicas can't bring a service back from zero: only the messages of a queue can. */
function validateMinimum({ min, backlog }: CompleteService["scaling"]): string[] {
  const { replicas, messagesPerTask } = serviceLimits;
  return min === 0 && backlog === undefined
    ? [mustBe("service.scaling.min", min, "at least 1, or service.scaling.backlog the messages of a queue")]
    : [
        ...validateWholeNumber("service.scaling.min", min, { ...replicas, min: backlog ? 0 : 1 }),
        ...validateWholeNumber(
          "service.scaling.backlog.messagesPerTask",
          backlog?.messagesPerTask,
          messagesPerTask,
        ),
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
        routePath,
        `a path that begins with /, of letters, digits, any of _-.$/~"'@:+& and the wildcards * and ?`,
      ),
      ...validateLength(`${argument}.host`, host, serviceLimits.routeHostLength),
      ...validatePattern(
        `${argument}.host`,
        host,
        routeHost,
        "a host name with a dot and letters behind its last one, and the wildcards * and ?",
      ),
      ...(wildcardsIn({ path, host }) > wildcardsPerRule
        ? [
            `${argument} has ${wildcardsIn({ path, host })} wildcards: must have at most ${wildcardsPerRule} in path and host`,
          ]
        : []),
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
  const keys = ["drainSeconds", "minimumHealthyPercent", "maximumPercent"] as const;
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
