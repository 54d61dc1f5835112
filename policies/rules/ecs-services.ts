import { always, inProd, onlyInProd, type Resource, type Rule, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, blocks, differs, isMissing, items, number, texts, unknown } from "../values";
import { containersOf, taskDefinition } from "./containers";

const service = "aws:ecs/service:Service";
const scalableTarget = "aws:appautoscaling/target:Target";

/** Rules for how ECS keeps services running. */
export const ecsServiceRules: Rule[] = [
  {
    id: "ecs-no-public-address",
    title: "Tasks have no public address",
    controls: ["ECS.2", "ECS.16"],
    url: securityHub("ECS.2"),
    severity: "high",
    enforcement: inProd,
    types: [service, "aws:ecs/taskSet:TaskSet"],
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "networkConfiguration.assignPublicIp") === true
        ? ["Tasks can be addressed from the internet: set aws-containers:network.nat: single or per-zone."]
        : [],
  },
  {
    id: "ecs-current-platform",
    title: "Tasks start on Fargate's current platform",
    controls: ["ECS.10"],
    url: securityHub("ECS.10"),
    severity: "medium",
    enforcement: always,
    types: [service],
    needs: "resource",
    check({ inputs }) {
      const version = at(inputs, "platformVersion");
      return typeof version === "string" && !["LATEST", "1.4.0"].includes(version)
        ? ["Tasks miss security updates of Fargate: set platformVersion: LATEST."]
        : [];
    },
  },
  {
    id: "ecs-container-insights",
    title: "The cluster's metrics are recorded",
    controls: ["ECS.12"],
    url: securityHub("ECS.12"),
    severity: "medium",
    enforcement: inProd,
    types: ["aws:ecs/cluster:Cluster"],
    needs: "resource",
    check({ inputs }) {
      const settings = at(inputs, "settings");
      const recorded = blocks(settings).some(
        (setting) =>
          at(setting, "name") === "containerInsights" &&
          ["enabled", "enhanced", unknown].some((value) => at(setting, "value") === value),
      );
      return recorded || settings === unknown
        ? []
        : ["Nobody sees how the tasks are doing: set aws-containers:ecs.insights: enhanced."];
    },
  },
  {
    id: "ecs-high-availability",
    title: "A service outlives a task and a zone",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
    severity: "high",
    enforcement: onlyInProd,
    types: [service, scalableTarget],
    needs: "resource",
    check: ({ type, inputs }) => (type === service ? fragileService(inputs) : fragileScaling(inputs)),
  },
  {
    id: "ecs-rollback",
    title: "A deployment that fails is rolled back",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
    severity: "medium",
    enforcement: inProd,
    types: [service],
    needs: "resource",
    check({ inputs }) {
      const controller = at(inputs, "deploymentController.type");
      if (controller !== undefined && controller !== "ECS") return [];
      const strategy = at(inputs, "deploymentConfiguration.strategy");
      if (strategy !== undefined && strategy !== "ROLLING") return [];
      return differs(inputs, "deploymentCircuitBreaker.enable", true) ||
        differs(inputs, "deploymentCircuitBreaker.rollback", true)
        ? [
            "Tasks that never get healthy are started forever: set deploymentCircuitBreaker: { enable: true, rollback: true }.",
          ]
        : [];
    },
  },
  {
    id: "ecs-drain",
    title: "A task finishes its requests before it stops, and has time to start",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html",
    severity: "medium",
    enforcement: inProd,
    types: [service],
    needs: "stack",
    check: (resource, stack) =>
      stack
        .sources(resource, "loadBalancers", "aws:lb/targetGroup:TargetGroup")
        .flatMap((target) => [...lateDrain(resource, target, stack), ...shortGrace(resource, target)]),
  },
];

function fragileService(inputs: Resource["inputs"]): string[] {
  const mistakes: string[] = [];
  const desired = at(inputs, "desiredCount");
  const tasks = desired === undefined ? 1 : number(desired);
  if (
    at(inputs, "schedulingStrategy") !== "DAEMON" &&
    desired !== unknown &&
    tasks !== undefined &&
    tasks < 2
  ) {
    mistakes.push("One task is all there is: set aws-containers:services.<name>.scaling.min: 2 or more.");
  }
  const subnets = at(inputs, "networkConfiguration.subnets");
  if (Array.isArray(subnets) && items(subnets).length < 2) {
    mistakes.push("All tasks are in one zone: set aws-containers:network.availabilityZones: 2 or more.");
  }
  return mistakes;
}

function fragileScaling(inputs: Resource["inputs"]): string[] {
  const tasks = number(at(inputs, "minCapacity"));
  return at(inputs, "serviceNamespace") === "ecs" && tasks !== undefined && tasks < 2
    ? ["Scaling in may leave one task: set aws-containers:services.<name>.scaling.min: 2 or more."]
    : [];
}

/** ECS takes a task out of the load balancer, then asks it to stop, then kills it `stopTimeout` later. */
function lateDrain(resource: Resource, target: Resource, stack: Stack): string[] {
  const delay = at(target.inputs, "deregistrationDelay");
  const drain = delay === undefined ? 300 : number(delay);
  if (drain === undefined) return [];
  const targeted = new Set(
    blocks(at(resource.inputs, "loadBalancers")).flatMap((block) => texts(at(block, "containerName"))),
  );
  return stack
    .sources(resource, "taskDefinition", taskDefinition)
    .flatMap(({ inputs }) => containersOf(inputs))
    .filter((container) => texts(at(container, "name")).some((name) => targeted.has(name)))
    .flatMap((container) => {
      const timeout = at(container, "stopTimeout");
      const stop = timeout === undefined ? 30 : number(timeout);
      return stop === undefined || stop > drain
        ? []
        : [
            `Requests may be cut off: the load balancer drains for ${drain} s, the container is killed after ${stop} s; ` +
              "set the target group's deregistrationDelay below the container's stopTimeout.",
          ];
    });
}

/** Before the grace period is over, ECS doesn't hold failed checks against a task. */
function shortGrace(resource: Resource, target: Resource): string[] {
  const needed =
    (number(at(target.inputs, "healthCheck.interval")) ?? 30) *
    (number(at(target.inputs, "healthCheck.unhealthyThreshold")) ?? 3);
  if (isMissing(resource.inputs, "healthCheckGracePeriodSeconds")) {
    return [`Slow starts count as failures: set healthCheckGracePeriodSeconds: ${needed} or more.`];
  }
  const grace = number(at(resource.inputs, "healthCheckGracePeriodSeconds"));
  return grace === undefined || grace >= needed
    ? []
    : [
        `Slow starts count as failures after ${grace} s: set healthCheckGracePeriodSeconds: ${needed} or more.`,
      ];
}
