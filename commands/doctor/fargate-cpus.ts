import { isMap, type RecordedPlan, type Value } from "pulumi-offline-preview";

type Resource = RecordedPlan["resources"][number];

/** vCPU of all services on Fargate with as many tasks as they may have, rounded up. */
export function fargateCpusIn(resources: readonly Resource[]): { onDemand: number; spot: number } {
  let [onDemand, spot] = [0, 0];
  for (const service of resources) {
    if (service.type !== "aws:ecs/service:Service") continue;
    const strategies = strategiesOf(service);
    const total = strategies.reduce((all, { weight }) => all + weight, 0);
    const share = (provider: string) =>
      strategies
        .filter((each) => each.provider === provider)
        .reduce((all, { weight }) => all + weight / (total || 1), 0);
    const cpus = (cpuOf(service, resources) / 1024) * mostTasksOf(service, resources);
    onDemand += cpus * share("FARGATE");
    spot += cpus * share("FARGATE_SPOT");
  }
  return { onDemand: Math.ceil(onDemand), spot: Math.ceil(spot) };
}

function strategiesOf({ inputs }: Resource): { provider: string; weight: number }[] {
  const listed = Array.isArray(inputs.capacityProviderStrategies) ? inputs.capacityProviderStrategies : [];
  const strategies = listed.flatMap((each) =>
    isMap(each) ? [{ provider: String(each.capacityProvider), weight: Number(each.weight ?? 0) }] : [],
  );
  if (strategies.length > 0) return strategies;
  return inputs.launchType === "EC2" || inputs.launchType === "EXTERNAL"
    ? []
    : [{ provider: "FARGATE", weight: 1 }];
}

/** CPU units of the task definition beside a service. */
function cpuOf({ parent }: Resource, resources: readonly Resource[]): number {
  const task = resources.find(
    (each) => each.type === "aws:ecs/taskDefinition:TaskDefinition" && each.parent === parent,
  );
  return numberIn(task?.inputs.cpu);
}

/** Most tasks of a service: what scales it names it, with the suffix that Pulumi gives it. */
export function mostTasksOf({ name, inputs }: Resource, resources: readonly Resource[]): number {
  const target = resources.find(
    (each) =>
      each.type === "aws:appautoscaling/target:Target" &&
      String(each.inputs.resourceId)
        .split("/")
        .at(-1)
        ?.replace(/-[0-9a-f]{7}$/, "") === name,
  );
  return numberIn(target?.inputs.maxCapacity) || numberIn(inputs.desiredCount) || 1;
}

function numberIn(value: Value | undefined): number {
  return Number(value ?? 0) || 0;
}
