import { type CompleteDeployment, shiftsRequests } from "../../../components/service-deployment";
import { deploymentLimits } from "../../../facts/ecs-deployments";
import { serviceLimits } from "../../../facts/service-limits";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { allOf } from "../../toolkit/words";
import { deploymentSettings, type GivenDeployment } from "./deployment";

/** What a service's deployments depend on. */
interface Deployed {
  deployment?: GivenDeployment | undefined;
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
    validateAlarms(service, add);
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

function validateStrategy(given: GivenDeployment, complete: CompleteDeployment, add: Add): void {
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

/** Those that a service says itself: without requests, a strategy that has some by default is refused. */
function validateAlarms(service: Deployed, add: Add): void {
  if (service.deployment?.alarms?.length && !isRequested(service)) {
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
