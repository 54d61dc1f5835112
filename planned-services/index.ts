import type { PlannedService, ReadableResource } from "pulumi-offline-preview";
import { readFargateService } from "./fargate-service";
import { readWorkload } from "./workload";

/** What reads a service out of its component, by the component's type. */
const readers = {
  "aws-containers:ecs:FargateService": { platform: "ECS", read: readFargateService },
  "aws-containers:eks:Workload": { platform: "EKS", read: readWorkload },
};

/** The services in a plan, each once for every platform, with their settings as the stack file calls them. */
export function plannedServices(resources: readonly ReadableResource[]): PlannedService[] {
  return resources.flatMap(({ type, name, urn }) => {
    const reader = Object.entries(readers).find(([component]) => component === type)?.[1];
    if (reader === undefined) return [];
    const { platform, read } = reader;
    const content = read(below(urn, resources), resources);
    const { calls } = content.settings;
    return [{ name, platform, urn, ...content, calls: typeof calls === "string" ? calls.split(", ") : [] }];
  });
}

/** Everything in a component. */
function below(urn: string, resources: readonly ReadableResource[]): ReadableResource[] {
  const children = resources.filter(({ parent }) => parent === urn);
  return children.flatMap((child) => [child, ...below(child.urn, resources)]);
}
