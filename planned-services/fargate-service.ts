import type { Readable, ReadableResource } from "pulumi-offline-preview";
import { byName, imageTag, inputsOf, known, type ServiceContent, valueAt } from "./values";

/** A service on ECS: its task definition, its service and what scales it. */
export function readFargateService(resources: readonly ReadableResource[]): ServiceContent {
  const task = inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition");
  const service = inputsOf(resources, "aws:ecs/service:Service");
  const scaling = inputsOf(resources, "aws:appautoscaling/target:Target");
  const logs = inputsOf(resources, "aws:cloudwatch/logGroup:LogGroup");
  const target = inputsOf(resources, "aws:lb/targetGroup:TargetGroup");
  const [container] = containersOf(valueAt(task, "containerDefinitions"));
  return {
    settings: known({
      image: imageTag(valueAt(container, "image")),
      cpu: valueAt(task, "cpu"),
      memory: valueAt(task, "memory"),
      architecture: valueAt(task, "runtimePlatform", "cpuArchitecture"),
      port: valueAt(container, "portMappings", 0, "containerPort"),
      capacity: capacityOf(valueAt(service, "capacityProviderStrategies")),
      "scaling.min": valueAt(scaling, "minCapacity") ?? valueAt(service, "desiredCount"),
      "scaling.max": valueAt(scaling, "maxCapacity"),
      exposure: container && exposureOf(target, valueAt(container, "portMappings", 0)),
      calls: callsOf(resources),
      "health.path": valueAt(target, "healthCheck", "path"),
      "logs.retentionDays": valueAt(logs, "retentionInDays"),
    }),
    environment: {
      ...byName(valueAt(container, "environment")),
      ...byName(valueAt(container, "secrets")),
    },
  };
}

function exposureOf(target: Readable | undefined, port: Readable | undefined): string {
  return target !== undefined ? "public" : port !== undefined ? "internal" : "none";
}

/** The services that its security group lets it call, from the rules' descriptions: the groups have no names in a plan. */
function callsOf(resources: readonly ReadableResource[]): string | undefined {
  const calls = resources.flatMap(({ type, inputs }) => {
    const description = valueAt(inputs, "description");
    return type === "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" &&
      typeof description === "string" &&
      description.startsWith("Calls of ")
      ? [description.slice("Calls of ".length)]
      : [];
  });
  return calls.length > 0 ? calls.sort().join(", ") : undefined;
}

function containersOf(definitions: Readable | undefined): Readable[] {
  if (typeof definitions !== "string") return [];
  try {
    const read: Readable = JSON.parse(definitions);
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

/** "FARGATE_SPOT", or each capacity provider with its weight. */
function capacityOf(strategies: Readable | undefined): string | undefined {
  if (!Array.isArray(strategies)) return undefined;
  const weights = strategies.map((each) => {
    const base = valueAt(each, "base");
    return `${valueAt(each, "capacityProvider")} ${valueAt(each, "weight")}${base ? ` (base ${base})` : ""}`;
  });
  return strategies.length === 1 ? String(valueAt(strategies, 0, "capacityProvider")) : weights.join(", ");
}
