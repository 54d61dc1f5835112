import type { z } from "zod";
import { choosesTypes, taskSizeOf, typesFor } from "../../components/ecs/compute/instance-arguments";
import {
  type ClusterCompute,
  clusterComputes,
  type EcsCompute,
  instanceKindNames,
  instanceLimits,
  leastTaskCpu,
} from "../../facts/ecs-computes";
import { hasRoomFor, instanceSize, instanceTypeName } from "../../facts/ecs-instances";
import type { Demand, ServiceOnPlatform, StackContext } from "../section";
import { withDefault } from "../toolkit/defaults";
import { boolean, choice, integer, list, object, string } from "../toolkit/kinds";
import { formatPath } from "../toolkit/path";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { oneOf } from "../toolkit/words";
import { type ImageOwner, needsX86 } from "./x86-image";

/** What tasks run on. */
export const computeKeys = {
  compute: withDefault(
    "fargate",
    choice(
      clusterComputes,
      "What tasks run on. fargate: AWS runs each by itself, and charges for its size; managed-instances: EC2 instances that ECS " +
        "chooses, starts, patches and terminates, for 12 % on top of their price; ec2: instances of Auto Scaling groups, which ECS " +
        "starts as tasks need them and terminates when they are empty. Of a service or a job its own compute counts.",
      { ec2_instances: "ec2", instances: "ec2", asg: "ec2", managed: "managed-instances" },
    ),
  ),
  external: withDefault(
    false,
    boolean(
      "ECS Anywhere: whether machines of your own can be registered with the cluster, $7.48 per month each, which services with " +
        "compute: external run on. Creates their role; the stack's output ecsExternalInstances has the commands.",
    ),
  ),
  instances: object(
    {
      types: list(
        string(instanceTypeName, "an instance type such as m7g.large", "A type of EC2 instances."),
        { min: 1, max: 20, allowed: "a list of 1 to 20 instance types" },
        "Types of the instances; of Auto Scaling groups, On-Demand ones are started in this order, Spot ones where there is most capacity. A service runs " +
          "on those of its architecture that have GPUs if it needs any. Each has to have room for each task. Default: the " +
          "smallest size with room for each task of m6g, r6g and c6g, m6a, r6a and c6a, or g4dn and g5; Managed " +
          "Instances: any current one with room for each task.",
      ),
      min: integer(
        instanceLimits.min,
        "Instances that each Auto Scaling group keeps, even without a task; ec2 only. Default: 0. A service has a group On-Demand and one on " +
          "Spot, by architecture.",
      ),
      max: integer(
        instanceLimits.max,
        "Instances that each Auto Scaling group has at most, a limit on cost: tasks beyond it wait; ec2 only. Default: 4.",
      ),
      diskGib: integer(
        instanceLimits.diskGib,
        "GiB of each instance's encrypted volume, for images and what tasks write; $0.08 per month each. Default: 30.",
      ),
      keep: list(
        choice(instanceKindNames, "A kind of instances."),
        { min: 1, max: 3, allowed: "a list of arm64, x86_64 and gpu" },
        "Kinds of instances that the cluster has groups of, even where no service needs them: AWS takes no capacity provider from a " +
          "cluster that tasks still use, so that its kind has to be here in the update that moves the last service off it. " +
          "Default: those of the services.",
      ),
    },
    "The instances of services and jobs that don't run on Fargate.",
  ),
};

/** The instances, as a stack file has them. */
type Instances = z.output<typeof computeKeys.instances>;

/** What the section says of compute. */
interface ComputeSettings {
  compute: ClusterCompute;
  external: boolean;
  instances?: Instances | undefined;
}

/** Adds what can't be combined in the instances. */
export function validateInstances(
  {
    compute = "fargate",
    instances,
  }: { compute?: ClusterCompute | undefined; instances?: Instances | undefined } = {},
  errors: ValidationErrors,
): void {
  const at = ["ecs", "instances"];
  const { min = 0, max, keep } = instances ?? {};
  for (const key of compute === "managed-instances" ? (["min", "max"] as const) : []) {
    if (instances?.[key] !== undefined) {
      errors.add(
        [...at, key],
        "is of Auto Scaling groups: ECS starts and terminates Managed Instances by the tasks alone.",
      );
    }
  }
  if (errors.has(at)) return;
  if (max !== undefined && max < min) {
    errors.add([...at, "max"], `is ${max}, below ${formatPath([...at, "min"])}, which is ${min}.`);
  }
  if (keep && compute === "fargate") {
    errors.add(
      [...at, "keep"],
      `needs instances: set ${formatPath(["ecs", "compute"])}: ec2 or managed-instances, and compute: fargate for the services that run there.`,
    );
  }
}

/** Adds instances that nothing runs on. */
export function validateUnusedInstances(
  running: readonly Pick<Demand, "compute">[],
  settings: ComputeSettings,
  errors: ValidationErrors,
): void {
  const at = ["ecs", "instances"];
  const needsInstances = running.some(({ compute = settings.compute }) =>
    ["ec2", "managed-instances"].includes(compute),
  );
  if (settings.instances === undefined || settings.compute !== "fargate" || needsInstances || errors.has(at))
    return;
  errors.add(
    at,
    `has no effect: nothing runs on instances. Remove it, or set ${formatPath(["ecs", "compute"])} or a service's compute to ec2 or managed-instances.`,
  );
}

/** What decides on the instances of a service or a job. */
type OnInstances = Pick<
  ServiceOnPlatform,
  "architecture" | "compute" | "cpu" | "memory" | "gpu" | "ephemeralStorageGib"
> &
  ImageOwner;

/** What a service runs on. */
export function computeOf(
  { compute }: Pick<ServiceOnPlatform, "compute">,
  settings: ComputeSettings,
): EcsCompute {
  return compute ?? settings.compute;
}

/** Adds what doesn't go with what a service or a job runs on. */
export function validateServiceCompute(
  at: string[],
  service: OnInstances,
  { tasksArePublic }: StackContext,
  settings: ComputeSettings,
  errors: ValidationErrors,
): void {
  const { gpu, architecture } = service;
  const compute = computeOf(service, settings);
  if (compute === "fargate") {
    if (gpu !== undefined) {
      const what = at[0] === "jobs" ? "job" : "service";
      errors.add([...at, "gpu"], `needs instances: Fargate has no GPUs. Set compute: ec2 for the ${what}.`);
    }
    return;
  }
  if (service.cpu < leastTaskCpu) {
    errors.add(
      [...at, "cpu"],
      `is ${errors.format(at, service.cpu)}, but a task of ECS has at least ${leastTaskCpu}.`,
    );
  }
  if (service.ephemeralStorageGib !== undefined) {
    errors.add(
      [...at, "ephemeralStorageGib"],
      `needs Fargate: tasks on instances share their disk. Set ${formatPath(["ecs", "instances", "diskGib"])}, or compute: fargate for the service.`,
    );
  }
  if (compute === "external") {
    if (!settings.external && !errors.has(["ecs", "external"])) {
      errors.add(
        [...at, "compute"],
        `is external, for which the cluster needs the role of external instances: set ${formatPath(["ecs", "external"])}: true, ` +
          "deploy, register an instance, and then the service.",
      );
    }
    return;
  }
  const said = service.compute === undefined ? ["ecs", "compute"] : [...at, "compute"];
  if (tasksArePublic && !errors.has(said)) {
    errors.add(
      said,
      "needs a way to the internet from private subnets, since tasks on instances get no public addresses: set " +
        `${formatPath(["network", "nat"])}: single, or private subnets of an existing VPC.`,
    );
  }
  if (gpu !== undefined && architecture === "arm64") {
    errors.add([...at, "gpu"], needsX86(service, "ECS has no Amazon Machine Image for GPUs on arm64"));
  } else if (
    !errors.has(["ecs", "instances"]) &&
    !choosesTypes(compute, withoutUndefined(settings.instances ?? {}))
  ) {
    validateRoom(at, service, settings.instances ?? {}, errors);
  }
}

/** A task that is larger than an empty instance would never start. */
function validateRoom(
  at: string[],
  service: OnInstances,
  instances: Instances,
  errors: ValidationErrors,
): void {
  const { architecture, gpu } = service;
  const task = taskSizeOf(service);
  const path = ["ecs", "instances", "types"];
  const own = formatPath(at);
  const size = `${task.cpu} CPU units and ${task.memory} MiB${gpu === undefined ? "" : `, and ${gpu} GPUs`}`;
  const types = typesFor(architecture, [service], withoutUndefined(instances));
  const small = types.filter((type) => {
    const room = instanceSize(type);
    return room !== undefined && !hasRoomFor(room, task);
  });
  if (types.length === 0 && instances.types) {
    const kind = gpu === undefined ? architecture : "a family with GPUs, g or p";
    errors.add(path, `has no type of ${kind}, which ${own} needs.`);
  } else if (types.length === 0) {
    errors.add(path, `is missing: ${own} has tasks of ${size}, for which the default types have no room.`);
  } else if (small.length > 0) {
    errors.add(
      path,
      `has ${oneOf(small)}, too small for tasks of ${own}: ${size}, besides what the system needs.`,
    );
  }
}

function withoutUndefined({ types }: Instances): { types?: string[] } {
  return types ? { types } : {};
}
