import type { Architecture } from "../../../facts/architectures";
import type { EcsCompute, InstanceKindName } from "../../../facts/ecs-computes";
import type { TaskSize } from "../../../facts/ecs-instances";
import { type KindName, kindNameOf } from "../../instance-kind";
import {
  type ComputeArgs,
  runningOn,
  type ServiceOnInstances,
  taskSizeOf,
  typesFor,
} from "./instance-arguments";

/** Instances of one kind: those that the same services can run on. */
export interface InstanceKind {
  /** Name of the kind, the prefix of its resources' names, which never change. */
  readonly name: KindName;
  readonly architecture: Architecture;
  readonly gpu: boolean;
  /** Types of its instances; none where ECS chooses them. */
  readonly types: string[];
  /** Whether a service has the network of its instances: network mode host. */
  readonly sharesNetwork: boolean;
  /** The most that any of its tasks takes of each. */
  readonly largest: TaskSize;
}

/** How instances are paid for. */
export type Purchase = "onDemand" | "spot";

/** What the kinds are that a cluster keeps, as a service would need them. */
const kept: Readonly<Record<InstanceKindName, ServiceOnInstances>> = {
  arm64: { architecture: "arm64" },
  x86_64: { architecture: "x86_64" },
  gpu: { architecture: "x86_64", gpu: 1 },
};

/** The kinds of instances that a cluster's services and jobs need on one compute, and those that it keeps. */
export function instanceKinds(on: EcsCompute, args: ComputeArgs): InstanceKind[] {
  const { compute = "fargate", instances = {} } = args;
  const { keep = [] } = instances;
  const needed = [...runningOn(on, args), ...(compute === on ? keep.map((kind) => kept[kind]) : [])];
  const names = [...new Set(needed.map(kindNameOf))].sort();
  return names.map((name) => {
    const ofKind = needed.filter((service) => kindNameOf(service) === name);
    const architecture = name === "arm64" ? "arm64" : "x86_64";
    const types = typesFor(architecture, ofKind, instances);
    const sharesNetwork = ofKind.some(({ networkMode }) => networkMode === "host");
    const largest = largestOf(ofKind.map(taskSizeOf));
    return { name, architecture, gpu: name === "gpu", types, sharesNetwork, largest };
  });
}

function largestOf(tasks: readonly TaskSize[]): TaskSize {
  const gpus = tasks.flatMap(({ gpu }) => gpu ?? []);
  return {
    cpu: Math.max(...tasks.map(({ cpu }) => cpu)),
    memory: Math.max(...tasks.map(({ memory }) => memory)),
    ...(gpus.length > 0 && { gpu: Math.max(...gpus) }),
  };
}
