import type { Resource } from "../resource";
import { always, inProd, onlyInProd, type Rule, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, blocks, differs, isMissing, items, number, texts, unknown } from "../values";
import { containersOf, taskDefinition } from "./task-definition";

const service = "aws:ecs/service:Service";
const scalableTarget = "aws:appautoscaling/target:Target";
const scheduledAction = "aws:appautoscaling/scheduledAction:ScheduledAction";

/** Rules for ECS services and clusters. */
export const ecsServiceRules: Rule[] = [
  {
    id: "ecs-no-public-address",
    title: "Tasks have no public IP address",
    controls: ["ECS.2", "ECS.16"],
    url: securityHub("ECS.2"),
    severity: "high",
    enforcement: inProd,
    types: [service],
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "networkConfiguration.assignPublicIp") === true
        ? ["Tasks have public IP addresses: set aws-containers:network.nat: single or per-zone."]
        : [],
  },
  {
    id: "ecs-platform-version",
    title: "Tasks run on the latest Fargate platform version",
    controls: ["ECS.10"],
    url: securityHub("ECS.10"),
    severity: "medium",
    enforcement: always,
    types: [service],
    needs: "resource",
    check({ inputs }) {
      const version = at(inputs, "platformVersion");
      return typeof version === "string" && !["LATEST", "1.4.0"].includes(version)
        ? [
            "Tasks run on an old Fargate platform version, without its security updates: set platformVersion: LATEST.",
          ]
        : [];
    },
  },
  {
    id: "ecs-volume-encryption",
    title: "EBS volumes that are created with tasks are encrypted",
    controls: ["EC2.3"],
    url: securityHub("EC2.3"),
    severity: "medium",
    enforcement: always,
    types: [service],
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "volumeConfiguration.managedEbsVolume.encrypted") === false
        ? ["What tasks write to their volumes is not encrypted: set managedEbsVolume.encrypted: true."]
        : [],
  },
  {
    id: "ecs-container-insights",
    title: "Container Insights is enabled",
    controls: ["ECS.12"],
    url: securityHub("ECS.12"),
    severity: "medium",
    enforcement: inProd,
    types: ["aws:ecs/cluster:Cluster"],
    needs: "resource",
    check({ inputs }) {
      const settings = at(inputs, "settings");
      const enabled = blocks(settings).some(
        (setting) =>
          at(setting, "name") === "containerInsights" &&
          ["enabled", "enhanced", unknown].some((value) => at(setting, "value") === value),
      );
      return enabled || settings === unknown
        ? []
        : ["Container Insights is disabled: set aws-containers:ecs.insights: enhanced."];
    },
  },
  {
    id: "ecs-high-availability",
    title: "Services that receive traffic have two or more tasks, in two or more Availability Zones",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
    severity: "high",
    enforcement: onlyInProd,
    types: [service, scalableTarget, scheduledAction],
    needs: "stack",
    check(resource, stack) {
      const { type, inputs } = resource;
      if (type === service) return violationsOfService(inputs);
      if (scaledServices(resource, stack).some((scaled) => !isReached(scaled.inputs))) return [];
      return type === scalableTarget ? violationsOfScaling(inputs) : violationsOfSchedule(inputs);
    },
  },
  {
    id: "ecs-rollback",
    title: "Failed deployments are rolled back",
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
      if (strategy === unknown) return [];
      if (strategy !== undefined && strategy !== "ROLLING") {
        return differs(inputs, "alarms.enable", true) || differs(inputs, "alarms.rollback", true)
          ? [
              "A version whose tasks start but fail requests is not rolled back: set aws-containers:services.<name>.deployment.alarms (the service's alarms: { enable: true, rollback: true }).",
            ]
          : [];
      }
      return differs(inputs, "deploymentCircuitBreaker.enable", true) ||
        differs(inputs, "deploymentCircuitBreaker.rollback", true)
        ? [
            "A deployment whose tasks never become healthy is retried forever: set deploymentCircuitBreaker: { enable: true, rollback: true }.",
          ]
        : [];
    },
  },
  {
    id: "ecs-connection-draining",
    title: "Connections drain before a task stops, and starting tasks have a grace period",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html",
    severity: "medium",
    enforcement: inProd,
    types: [service],
    needs: "stack",
    check: (resource, stack) =>
      stack
        .sources(resource, "loadBalancers", "aws:lb/targetGroup:TargetGroup")
        .flatMap((target) => [
          ...violationsOfDraining(resource, target, stack),
          ...violationsOfGracePeriod(resource, target),
        ]),
  },
];

/** Whether anybody connects to a service: a load balancer, or others by Service Connect or service discovery. Nobody does to workers. */
function isReached(inputs: Resource["inputs"]): boolean {
  const entrances = ["loadBalancers", "serviceRegistries", "serviceConnectConfiguration.services"];
  return entrances.some((property) => items(at(inputs, property)).length > 0);
}

/** The services whose number of tasks a scalable target or one of its scheduled actions decides on. */
function scaledServices(resource: Resource, stack: Stack): Resource[] {
  const targets = [resource, ...stack.sources(resource, "resourceId", scalableTarget)];
  return targets.flatMap((target) => stack.sources(target, "resourceId", service));
}

function violationsOfService(inputs: Resource["inputs"]): string[] {
  const violations: string[] = [];
  const desired = at(inputs, "desiredCount");
  const tasks = desired === undefined ? 1 : number(desired);
  if (
    isReached(inputs) &&
    at(inputs, "schedulingStrategy") !== "DAEMON" &&
    desired !== unknown &&
    tasks !== undefined &&
    tasks < 2
  ) {
    violations.push("Only one task runs: set aws-containers:services.<name>.scaling.min: 2 or more.");
  }
  const subnets = at(inputs, "networkConfiguration.subnets");
  if (Array.isArray(subnets) && items(subnets).length < 2) {
    violations.push(
      "All tasks run in one Availability Zone: set aws-containers:network.availabilityZones: 2 or more.",
    );
  }
  return violations;
}

function violationsOfScaling(inputs: Resource["inputs"]): string[] {
  const tasks = number(at(inputs, "minCapacity"));
  return at(inputs, "serviceNamespace") === "ecs" && tasks !== undefined && tasks < 2
    ? ["Scaling in can leave one task: set aws-containers:services.<name>.scaling.min: 2 or more."]
    : [];
}

function violationsOfSchedule(inputs: Resource["inputs"]): string[] {
  const tasks = number(at(inputs, "scalableTargetAction.minCapacity"));
  return at(inputs, "serviceNamespace") === "ecs" && tasks !== undefined && tasks < 2
    ? [
        "A schedule leaves one task or none: set its min in aws-containers:services.<name>.scaling.schedules to 2 or more.",
      ]
    : [];
}

/** ECS deregisters a task from its target group, sends SIGTERM to the containers, and SIGKILL `stopTimeout` later. */
function violationsOfDraining(resource: Resource, target: Resource, stack: Stack): string[] {
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
            `Requests can be interrupted: the target drains for ${drain} s, but the container is killed after ${stop} s: ` +
              "set aws-containers:services.<name>.drainSeconds (the target group's deregistrationDelay) below stopSeconds (the container's stopTimeout).",
          ];
    });
}

/** During the grace period, ECS ignores failed health checks of a task. */
function violationsOfGracePeriod(resource: Resource, target: Resource): string[] {
  const needed =
    (number(at(target.inputs, "healthCheck.interval")) ?? 30) *
    (number(at(target.inputs, "healthCheck.unhealthyThreshold")) ?? 3);
  if (isMissing(resource.inputs, "healthCheckGracePeriodSeconds")) {
    return [`A slow start counts as a failure: set healthCheckGracePeriodSeconds: ${needed} or more.`];
  }
  const grace = number(at(resource.inputs, "healthCheckGracePeriodSeconds"));
  return grace === undefined || grace >= needed
    ? []
    : [
        `A slow start counts as a failure after ${grace} s: set healthCheckGracePeriodSeconds: ${needed} or more.`,
      ];
}
