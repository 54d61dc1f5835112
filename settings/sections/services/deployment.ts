import type { z } from "zod";
import {
  type CompleteDeployment,
  completeDeployment,
  deploymentAlarms,
  shiftsRequests,
} from "../../../components/service-deployment";
import { deploymentLimits, deploymentStrategies } from "../../../facts/ecs-deployments";
import { serviceLimits } from "../../../facts/service-limits";
import { withDefault } from "../../toolkit/defaults";
import { boolean, choice, integer, list, object, onlyOn } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { allOf } from "../../toolkit/words";

/** How a new version replaces the running one. */
export const deploymentSchema = object(
  {
    strategy: withDefault(
      "rolling",
      choice(
        deploymentStrategies,
        "rolling: replicas are replaced some at a time. blue-green, canary and linear, on ECS: all new tasks start beside the " +
          "running ones, and requests shift to them at once, percent of them first, or in steps of percent. external, on ECS: " +
          "rolling, but a pipeline deploys, and a new task definition of the stack is only registered.",
        { bluegreen: "blue-green", blue_green: "blue-green" },
      ),
    ),
    percent: onlyOn(
      ["ecs"],
      integer(
        deploymentLimits.canaryPercent,
        "Share of the requests, in percent, that new tasks get first with canary, or with each step of linear, there at least " +
          `${deploymentLimits.linearPercent.min}. Default: 10.`,
      ),
    ),
    bakeMinutes: onlyOn(
      ["ecs"],
      integer(
        deploymentLimits.bakeMinutes,
        "Minutes after each shift of requests, the last one included, in which the alarms roll the deployment back. The tasks of " +
          "both versions run and cost meanwhile. Default: 5 with blue-green, canary and linear, which alone have it.",
      ),
    ),
    approve: withDefault(
      false,
      onlyOn(
        ["ecs"],
        boolean(
          "A deployment waits for a person before requests shift, at most an hour, and is rolled back then. With blue-green, canary " +
            "and linear. The output approvals has the command that approves it.",
        ),
      ),
    ),
    secondTargetGroup: onlyOn(
      ["ecs"],
      boolean(
        "The second target group, which blue-green, canary and linear always have, with rolling too: a deployed service changes " +
          "between rolling and one of those by way of it. Default: false with rolling.",
      ),
    ),
    alarms: onlyOn(
      ["ecs"],
      list(
        choice(
          deploymentAlarms,
          "errors: responses of 500 to 599; unhealthy: targets; latency: 99th percentile of the response time.",
        ),
        { min: 0, max: deploymentAlarms.length, allowed: `a list of ${deploymentAlarms.join(", ")}` },
        "Alarms that roll a running deployment back, on ECS. $0.10 a month for each metric: errors has two, unhealthy and latency " +
          "one, twice that with two target groups. Default: errors and unhealthy with blue-green, canary and linear, else none.",
      ),
    ),
    errorPercent: withDefault(
      5,
      onlyOn(
        ["ecs"],
        integer(
          deploymentLimits.errorPercent,
          "Share of responses, in percent, above which errors is in alarm, in two of three minutes.",
        ),
      ),
    ),
    latencyMilliseconds: withDefault(
      1000,
      onlyOn(
        ["ecs"],
        integer(
          deploymentLimits.latencyMilliseconds,
          "Milliseconds above which latency is in alarm, in two of three minutes.",
        ),
      ),
    ),
  },
  "How a new version replaces the running one. Default: rolling, without alarms; the circuit breaker rolls back what doesn't get healthy.",
);

type Given = z.output<typeof deploymentSchema>;

/** A deployment with every default. */
export function deploymentSettings(given: Given): CompleteDeployment {
  const { percent, bakeMinutes, secondTargetGroup, alarms, strategy, approve } = given;
  const { errorPercent, latencyMilliseconds } = given;
  return completeDeployment({
    ...(strategy !== undefined && { strategy }),
    ...(percent !== undefined && { percent }),
    ...(bakeMinutes !== undefined && { bakeMinutes }),
    ...(approve !== undefined && { approve }),
    ...(secondTargetGroup !== undefined && { secondTargetGroup }),
    ...(alarms !== undefined && { alarms }),
    ...(errorPercent !== undefined && { errorPercent }),
    ...(latencyMilliseconds !== undefined && { latencyMilliseconds }),
  });
}

/** What a service's deployments depend on. */
interface Deployed {
  deployment?: Given | undefined;
  exposure?: string | undefined;
  protocol?: string | undefined;
  platforms?: readonly string[] | undefined;
  calls?: readonly string[] | undefined;
  before?: unknown;
  scaling?: { requestsPerTask?: number | undefined } | undefined;
}

interface Route {
  path: string;
  host?: string | undefined;
  priority: number;
  auth?: unknown;
}

/** Adds the errors of each service's deployments: what its strategy doesn't have, and what ECS can't shift. */
export function validateDeployments(
  services: Readonly<Record<string, Deployed>>,
  routes: Readonly<Record<string, readonly Route[]>>,
  platforms: readonly string[],
  errors: ValidationErrors,
): void {
  for (const [name, service] of Object.entries(services)) {
    const { deployment } = service;
    const path = ["services", name, "deployment"];
    if (deployment === undefined || errors.has(path)) continue;
    const add = adder(["services", name], errors);
    const complete = deploymentSettings(deployment);
    validateStrategy(deployment, complete, add);
    const running = platforms.filter((platform) => service.platforms?.includes(platform) ?? true);
    if (running.includes("eks")) validateOnEks(complete, add);
    if (!running.includes("ecs")) continue;
    validateAlarms(service, complete, add);
    if (complete.strategy === "external" && service.before !== undefined) {
      add(
        ["before"],
        "runs when the stack deploys, but with deployment.strategy external a pipeline does: run it there.",
      );
    }
    if (!complete.secondTargetGroup) continue;
    validateShifting(service, complete, routes[name] ?? [], add);
    const callers = Object.entries(services).filter(([, { calls }]) => calls?.includes(name));
    if (callers.length > 0) {
      add(
        ["deployment", "strategy"],
        `is ${complete.strategy}, but the service is called past the load balancer by ${allOf(callers.map(([caller]) => caller))}: set rolling.`,
      );
    }
    validateTestPriority(name, routes, add);
  }
}

type Add = (under: Path, text: string) => void;

/** Each path gets one error. */
function adder(at: string[], errors: ValidationErrors): Add {
  return (under, text) => {
    const path = [...at, ...under];
    if (!errors.has(path)) errors.add(path, text);
  };
}

function validateStrategy(given: Given, complete: CompleteDeployment, add: Add): void {
  const { strategy, approve, alarms, secondTargetGroup } = complete;
  const shifts = shiftsRequests(complete);
  const { min } = deploymentLimits.linearPercent;
  if (given.percent !== undefined && strategy !== "canary" && strategy !== "linear") {
    add(
      ["deployment", "percent"],
      `has no effect with strategy ${strategy}: remove it, or set canary or linear.`,
    );
  }
  if (strategy === "linear" && (given.percent ?? min) < min) {
    add(["deployment", "percent"], `is ${given.percent}, but a step of linear has at least ${min}.`);
  }
  if (given.bakeMinutes !== undefined && !shifts) {
    add(
      ["deployment", "bakeMinutes"],
      `has no effect with strategy ${strategy}: ECS computes the time from the alarms. Remove it.`,
    );
  }
  if (approve && !shifts) {
    add(
      ["deployment", "approve"],
      `has no effect with strategy ${strategy}: remove it, or set blue-green, canary or linear.`,
    );
  }
  if (secondTargetGroup !== shifts && !(secondTargetGroup && strategy === "rolling")) {
    add(
      ["deployment", "secondTargetGroup"],
      `is ${secondTargetGroup}, but can't be with strategy ${strategy}: remove it.`,
    );
  }
  if (shifts && alarms.length === 0) {
    add(
      ["deployment", "alarms"],
      `is empty, but with strategy ${strategy} alarms alone roll back a version that starts: name one.`,
    );
  }
  if (new Set(alarms).size < alarms.length) add(["deployment", "alarms"], "has an alarm twice.");
}

function validateOnEks({ strategy, alarms, secondTargetGroup }: CompleteDeployment, add: Add): void {
  if (strategy !== "rolling") {
    add(
      ["deployment", "strategy"],
      `is ${strategy}, but pods on EKS are replaced by a rolling update: set rolling, or platforms: [ecs] for the service.`,
    );
    return;
  }
  if (secondTargetGroup) {
    add(
      ["deployment", "secondTargetGroup"],
      "is true, but no requests are shifted on EKS: remove it, or set platforms: [ecs] for the service.",
    );
  }
  if (alarms.length > 0) {
    add(
      ["deployment", "alarms"],
      "roll back on ECS alone: remove them, or set platforms: [ecs] for the service.",
    );
  }
}

function isRequested({ exposure = "public", protocol = "http" }: Deployed): boolean {
  return exposure === "public" && ["http", "http2", "grpc"].includes(protocol);
}

function validateAlarms(service: Deployed, { alarms }: CompleteDeployment, add: Add): void {
  if (alarms.length > 0 && !isRequested(service)) {
    add(
      ["deployment", "alarms"],
      "watch the requests of an Application Load Balancer, and the service gets none: remove them.",
    );
  }
}

function validateShifting(
  service: Deployed,
  { strategy }: CompleteDeployment,
  routes: readonly Route[],
  add: Add,
): void {
  if (!isRequested(service)) {
    add(
      ["deployment", "strategy"],
      `is ${strategy} with two target groups, but the service receives no requests of an Application Load Balancer to shift: set rolling.`,
    );
    return;
  }
  if (routes.length > 1) {
    add(
      ["routes"],
      `has ${routes.length} routes, but with two target groups ECS shifts the requests of one rule: keep one, such as { path: "/*", host: … }, or set deployment.strategy: rolling.`,
    );
  }
  for (const [index, { auth }] of routes.entries()) {
    if (auth !== undefined) {
      add(
        ["routes", index, "auth"],
        "isn't possible with two target groups: ECS shifts rules that only forward. Remove it, or set deployment.strategy: rolling.",
      );
    }
  }
  if (service.scaling?.requestsPerTask !== undefined) {
    add(
      ["scaling", "requestsPerTask"],
      "counts the requests of one target group, but deployments shift them to a second one: use cpuPercent.",
    );
  }
}

/** The rule of test traffic has the priority before that of the route. */
function validateTestPriority(
  name: string,
  routes: Readonly<Record<string, readonly Route[]>>,
  add: Add,
): void {
  const [route] = routes[name] ?? [];
  if (route === undefined) return;
  const { priority } = route;
  const test = priority - 1;
  const taken = Object.entries(routes).find(([, others]) => others.some((other) => other.priority === test));
  const reason =
    test < serviceLimits.routePriority.min ? "no rule comes before it" : taken && `${taken[0]} has ${test}`;
  if (reason) {
    add(
      ["routes", 0, "priority"],
      `is ${priority}, but the rule of test traffic needs the one before it, and ${reason}: set another one.`,
    );
  }
}
