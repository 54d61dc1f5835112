import type { PlannedResource } from "../engine/plan";
import { isMap } from "../engine/value";
import type { Cloud, Reason } from "./step";

/**
 * An update of an ECS service that gives an endpoint of Service Connect another application protocol, which ECS refuses
 * (https://github.com/aws/containers-roadmap/issues/2378, open in November 2026).
 */
export function serviceConnectProtocol(
  base: PlannedResource,
  head: PlannedResource,
  cloud: Cloud,
): Reason | undefined {
  if (!head.type.startsWith("aws:ecs/service:")) return undefined;
  const was = endpointsOf(base, taskDefinitionOf(base, cloud, false));
  for (const [endpoint, protocol] of endpointsOf(head, taskDefinitionOf(head, cloud, true))) {
    const former = was.get(endpoint);
    if (former === undefined || former === protocol) continue;
    return {
      because: `the protocol of its Service Connect endpoint ${endpoint} is ${former}, and ECS never changes it to ${protocol}`,
      instead: "Add a second service with the protocol, let its callers call that, and remove the first.",
      error: "InvalidParameterException",
    };
  }
  return undefined;
}

/** The task definition that a service runs: of two revisions the new one, or the one that it replaces. */
function taskDefinitionOf(
  { propertyDependencies }: PlannedResource,
  cloud: Cloud,
  isNew: boolean,
): PlannedResource | undefined {
  const [urn] = propertyDependencies.taskDefinition ?? [];
  const revisions = [...cloud].filter(({ resource }) => resource.urn === urn);
  return (revisions.find(({ stays }) => stays === isNew) ?? revisions[0])?.resource;
}

/** The application protocol of each endpoint that a service has in its namespace, by the endpoint's name. */
function endpointsOf(
  service: PlannedResource,
  taskDefinition: PlannedResource | undefined,
): Map<string, string> {
  const { serviceConnectConfiguration: configuration } = service.inputs;
  const endpoints = isMap(configuration) ? listOf(configuration.services) : [];
  const protocols = new Map(portMappingsOf(taskDefinition));
  return new Map(
    endpoints.flatMap(({ discoveryName, portName }) => {
      const protocol = protocols.get(String(portName));
      return protocol === undefined ? [] : [[String(discoveryName ?? portName), protocol] as const];
    }),
  );
}

/** Names and application protocols of a task definition's ports; `tcp` where a port has none. */
function portMappingsOf(taskDefinition: PlannedResource | undefined): [string, string][] {
  const { containerDefinitions } = taskDefinition?.inputs ?? {};
  if (typeof containerDefinitions !== "string") return [];
  return listOf(parsed(containerDefinitions)).flatMap(({ portMappings }) =>
    listOf(portMappings).map(({ name, appProtocol }): [string, string] => [
      String(name),
      String(appProtocol ?? "tcp"),
    ]),
  );
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "object" && each !== null) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
