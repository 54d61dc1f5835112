import { dataTypesWithSecrets } from "../../../components/data/data-variables";
import { fargatePodSize, largestPod, partitionsWithoutPods, podStorageGib } from "../../../facts/eks-fargate";
import { partitionOf } from "../../../facts/regions";
import type { ServiceOnPlatform, StackContext } from "../../section";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { type ImageOwner, setOnService } from "../x86-image";
import { secretsOfPod } from "./secrets";

const instead = "Run it on ECS alone (platforms: [ecs]), or on nodes:";

/** What a service or a job asks of Fargate. */
type OnFargate = Pick<
  ServiceOnPlatform,
  "architecture" | "cpu" | "memory" | "ephemeralStorageGib" | "gpu" | "secrets" | "uses" | "volumes"
> &
  ImageOwner &
  Partial<Pick<ServiceOnPlatform, "sidecars">>;

/** Adds errors for settings of the cluster that Fargate has no use for. */
export function validateFargateCluster(
  given: Readonly<
    Partial<Record<"maxCpus" | "nodes" | "nodeGroups" | "insights" | "volumeSnapshots", unknown>>
  >,
  { tasksArePublic, region }: StackContext,
  errors: ValidationErrors,
): void {
  const compute = ["eks", "compute"];
  if (region !== undefined && partitionsWithoutPods.includes(partitionOf(region))) {
    errors.add(compute, `is fargate, which EKS doesn't have in ${region}: set it to auto or managed.`);
    return;
  }
  if (given.maxCpus !== undefined) {
    errors.add(
      ["eks", "maxCpus"],
      "is of Auto Mode: remove it, since on Fargate each pod has a size of its own.",
    );
  }
  if (given.nodes !== undefined) {
    errors.add(["eks", "nodes"], `are of node groups: remove them, or set ${formatPath(compute)}: managed.`);
  }
  if (given.nodeGroups !== undefined) {
    errors.add(
      ["eks", "nodeGroups"],
      `are of nodes: remove them, or set ${formatPath(compute)}: auto or managed.`,
    );
  }
  if (given.insights === "enhanced") {
    errors.add(
      ["eks", "insights"],
      "needs an agent on each node, which Fargate doesn't have: set it to disabled. The metrics server still has CPU and memory of pods.",
    );
  }
  if (given.volumeSnapshots === true) {
    errors.add(
      ["eks", "volumeSnapshots"],
      "is true, but pods on Fargate have no block volumes: set it to false.",
    );
  }
  if (tasksArePublic) {
    errors.add(
      compute,
      "is fargate, whose pods get no public addresses: set " +
        `${formatPath(["network", "nat"])}: single, or private subnets of an existing VPC.`,
    );
  }
}

/** Adds errors for what a service or a job needs, and Fargate doesn't have. */
export function validateOnFargate(
  at: Path,
  { architecture, cpu, memory, ephemeralStorageGib, gpu, imageOf, uses, volumes, ...containers }: OnFargate,
  { data }: Pick<StackContext, "data">,
  errors: ValidationErrors,
): void {
  const onNodes = `${instead} ${formatPath(["eks", "compute"])}: auto or managed.`;
  const add = (path: Path, problem: string): void => {
    if (!errors.has(path)) errors.add(path, problem);
  };
  if (gpu !== undefined) add([...at, "gpu"], `needs nodes, since Fargate has no GPUs. ${onNodes}`);
  if (architecture !== "x86_64") {
    add(
      [...at, "architecture"],
      "is arm64, which is the default and which Fargate has on ECS alone: " +
        (imageOf === undefined
          ? "set x86_64, which the image is built for then."
          : setOnService(imageOf, "set")),
    );
  }
  if (fargatePodSize({ cpu, memory }) === undefined) {
    const { cpu: most, memory: mostMemory } = largestPod;
    add(
      [...at, "cpu"],
      `and memory are ${cpu} and ${memory}, but on Fargate at most ${most} and ${mostMemory}.`,
    );
  }
  const { min, max } = podStorageGib;
  if (ephemeralStorageGib !== undefined && ephemeralStorageGib > max) {
    add(
      [...at, "ephemeralStorageGib"],
      `is ${ephemeralStorageGib}, but must be ${min} to ${max} on Fargate of EKS, which adds 15 %.`,
    );
  }
  for (const container of secretsOfPod(at, containers)) {
    if (Object.keys(container.secrets).length === 0) continue;
    add(
      [...container.at, "secrets"],
      "need the Secrets Store CSI driver, a DaemonSet, which Fargate doesn't run. Let the service read them by AWS' SDK with " +
        `permissions, or give them as secret values of environment. ${onNodes}`,
    );
  }
  for (const [index, used] of uses.entries()) {
    const type = data[used];
    if (type === undefined || !dataTypesWithSecrets.includes(type)) continue;
    add(
      [...at, "uses", index],
      `is ${used}, whose password comes by the Secrets Store CSI driver, a DaemonSet, which Fargate doesn't run. ${onNodes}`,
    );
  }
  for (const [path, volume] of Object.entries(volumes)) {
    if (typeof volume === "string" && data[volume] === "filesystem") {
      add(
        [...at, "volumes", path],
        `is ${volume}, which lets in pods by their role: Fargate mounts file systems without it. ${onNodes}`,
      );
      continue;
    }
    // ECS has only volumes that it deletes with their task.
    const onEcs = typeof volume === "object" && volume.ephemeral;
    const nodes = `Run it on nodes: ${formatPath(["eks", "compute"])}: auto or managed.`;
    add(
      [...at, "volumes", path],
      `needs a driver on the node, which Fargate doesn't have. ${onEcs ? onNodes : nodes}`,
    );
  }
}

/** What has to be known of a cluster on Fargate. */
export function warningsAboutFargate(): string[] {
  return [
    `Nothing enforces network policies on Fargate: every pod of the cluster reaches every other one and the internet, whatever ` +
      "calls, uses and egress say.",
  ];
}
