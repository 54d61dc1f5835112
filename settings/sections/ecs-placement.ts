import { typesFor } from "../../components/ecs/compute/instance-arguments";
import { leastInstances, mostInstances } from "../../components/ecs/compute/task-per-instance";
import type { EcsCompute } from "../../facts/ecs-computes";
import type { ServiceOnPlatform } from "../section";
import { formatPath } from "../toolkit/path";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { oneOf } from "../toolkit/words";

/** Adds what the placement and the directories of instances of a service can't be on a compute, and what would keep tasks from starting. */
export function validatePlacement(
  at: string[],
  service: ServiceOnPlatform,
  compute: EcsCompute,
  { types, max }: { types?: string[] | undefined; max?: number | undefined },
  errors: ValidationErrors,
): void {
  const { placement } = service;
  const path = [...at, "placement"];
  if (placement !== undefined && compute !== "ec2") {
    errors.add(
      path,
      `has no effect on ${compute}, where AWS places tasks: remove it, or set compute: ec2 for the service.`,
    );
  }
  if (service.hostVolumes !== undefined && compute !== "ec2") {
    errors.add(
      [...at, "hostVolumes"],
      `are of instances of Auto Scaling groups, and ${compute} has none to mount: remove them, or set compute: ec2 for the service.`,
    );
  }
  if (compute !== "ec2" || errors.has(["ecs", "instances"])) return;
  const known = typesFor(service.architecture, [service], types ? { types } : {});
  for (const [index, type] of (placement?.instanceTypes ?? []).entries()) {
    const own = [...path, "instanceTypes", index];
    if (!known.includes(type) && !errors.has(own)) {
      errors.add(
        own,
        `is ${type}, but ${formatPath(["ecs", "instances", "types"])} for it are ${oneOf(known)}.`,
      );
    }
  }
  validateOwnInstances(at, service, { max }, errors);
}

/** Tasks without an instance for themselves would wait until the deployment has failed. */
function validateOwnInstances(
  at: string[],
  service: ServiceOnPlatform,
  instances: { max?: number | undefined },
  errors: ValidationErrors,
): void {
  const least = leastInstances(service);
  const most = mostInstances(service, instances);
  if (least === undefined || least <= most || errors.has([...at, "scaling"])) return;
  errors.add(
    [...at, "scaling", "max"],
    `is ${service.scaling.max}, with one task on each instance: a deployment needs ${least} instances, but ` +
      `${formatPath(["ecs", "instances", "max"])} allows ${most}. Raise that, or lower minimumHealthyPercent.`,
  );
}
