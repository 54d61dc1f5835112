import type { EcsCompute } from "../../facts/ecs-computes";
import type { ServiceOnPlatform } from "../section";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { ephemeralVolumePaths, keptVolumePaths } from "./services/volumes";

/** Adds what the volumes of each replica's own can't be on ECS, which attaches one to a task, and deletes it with the task. */
export function validateVolumes(
  at: string[],
  { volumes }: Pick<ServiceOnPlatform, "volumes">,
  compute: EcsCompute,
  errors: ValidationErrors,
): void {
  for (const path of keptVolumePaths(volumes)) {
    errors.add(
      [...at, "volumes", path],
      "is a block volume, which ECS would delete with its task: mount data of type filesystem, say that it may be deleted, with " +
        "ephemeral: true, or run the service on EKS alone, with platforms: [eks].",
    );
  }
  const ephemeral = ephemeralVolumePaths(volumes);
  if (ephemeral.length > 1) {
    errors.add(
      [...at, "volumes"],
      `has ephemeral volumes at ${ephemeral.join(" and ")}, but ECS attaches one to a task: keep one, or run the service on EKS alone, ` +
        "with platforms: [eks].",
    );
  }
  for (const path of compute === "external" ? ephemeral : []) {
    errors.add(
      [...at, "volumes", path],
      "is a volume of EBS, which external instances don't have: remove it, or mount a directory of theirs with hostVolumes.",
    );
  }
}
