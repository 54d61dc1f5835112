import type { Readable, ReadableResource } from "pulumi-offline-preview";
import { routesOfTargets } from "./routes";
import {
  byName,
  imageTag,
  inputsOf,
  known,
  listed,
  listOf,
  parsed,
  permissionsOf,
  type ServiceContent,
  valueAt,
} from "./values";

/** A service on ECS: its task definition, its service and what scales it. */
export function readFargateService(
  resources: readonly ReadableResource[],
  all: readonly ReadableResource[],
): ServiceContent {
  const task = inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition");
  const service = inputsOf(resources, "aws:ecs/service:Service");
  const scaling = inputsOf(resources, "aws:appautoscaling/target:Target");
  const logs = inputsOf(resources, "aws:cloudwatch/logGroup:LogGroup");
  const target = inputsOf(resources, "aws:lb/targetGroup:TargetGroup");
  const [container, ...others] = listOf(parsed(valueAt(task, "containerDefinitions")));
  return {
    settings: known({
      image: imageTag(valueAt(container, "image")),
      cpu: valueAt(task, "cpu"),
      memory: valueAt(task, "memory"),
      architecture: inWords(valueAt(task, "runtimePlatform", "cpuArchitecture")),
      port: valueAt(container, "portMappings", 0, "containerPort"),
      protocol: protocolOf(valueAt(container, "portMappings", 0)),
      capacity: capacityOf(valueAt(service, "capacityProviderStrategies")),
      "scaling.min": valueAt(scaling, "minCapacity") ?? valueAt(service, "desiredCount"),
      "scaling.max": valueAt(scaling, "maxCapacity"),
      exposure: container && exposureOf(target, valueAt(container, "portMappings", 0)),
      routes: routesOfTargets(resources, all),
      calls: callsOf(resources),
      permissions: permissionsOf(resources),
      command: valueAt(container, "command"),
      mounts: listed(listOf(valueAt(container, "mountPoints")).map((each) => valueAt(each, "containerPath"))),
      sidecars: listed(
        others.filter((each) => !endsBefore(each, container)).map((each) => valueAt(each, "name")),
      ),
      drainSeconds: valueAt(target, "deregistrationDelay"),
      stopSeconds: valueAt(container, "stopTimeout"),
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

/** Its protocol; nothing with HTTP/1.1. That a load balancer terminates TLS is its listener's. */
function protocolOf(port: Readable | undefined): Readable | undefined {
  const protocol = valueAt(port, "appProtocol") ?? valueAt(port, "name");
  return protocol === "http" ? undefined : protocol;
}

/** The services that its security group lets it call, from the rules' descriptions: the groups have no names in a plan. */
function callsOf(resources: readonly ReadableResource[]): string | undefined {
  return listed(
    resources.flatMap(({ type, inputs }) => {
      const description = valueAt(inputs, "description");
      return type === "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" &&
        typeof description === "string" &&
        description.startsWith("Calls of ")
        ? [description.slice("Calls of ".length)]
        : [];
    }),
  );
}

/** Whether a container ends before the service's starts, as the one that writes its files does. */
function endsBefore(container: Readable, service: Readable | undefined): boolean {
  return listOf(valueAt(service, "dependsOn")).some(
    (each) =>
      valueAt(each, "containerName") === valueAt(container, "name") &&
      valueAt(each, "condition") === "SUCCESS",
  );
}

/** What the stack file calls ECS's architectures and Fargate's capacity providers. */
const words: { [name: string]: string } = {
  ARM64: "arm64",
  X86_64: "x86_64",
  FARGATE: "on-demand",
  FARGATE_SPOT: "spot",
};

function inWords(name: Readable | undefined): Readable | undefined {
  return typeof name === "string" ? (words[name] ?? name) : name;
}

/** "spot", or each capacity provider with its weight. */
function capacityOf(strategies: Readable | undefined): string | undefined {
  if (!Array.isArray(strategies)) return undefined;
  const provider = (each: Readable) => String(inWords(valueAt(each, "capacityProvider")));
  const weights = strategies.map((each) => {
    const base = valueAt(each, "base");
    return `${provider(each)} ${valueAt(each, "weight")}${base ? ` (base ${base})` : ""}`;
  });
  return strategies.length === 1 ? strategies.map(provider).join() : weights.join(", ");
}
