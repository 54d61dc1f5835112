import type { EcsCompute } from "../../../facts/ecs-computes";
import type { Architecture } from "../../container-description";
import { type ComputeArgs, type ServiceOnInstances, typesFor } from "./instance-arguments";

/** Instances of one kind: those that the same services can run on. */
export interface InstanceKind {
  /** Name of the kind, of which the names of its resources are made: they never change. */
  readonly name: "arm64" | "x86-64" | "gpu";
  readonly architecture: Architecture;
  readonly gpu: boolean;
  /** Types of its instances. */
  readonly types: string[];
  /** The services that run on it. */
  readonly services: readonly ServiceOnInstances[];
}

/** How its instances are paid for. */
export const purchases = ["onDemand", "spot"] as const;

/** How instances are paid for. */
export type Purchase = (typeof purchases)[number];

/** Name of the kind of instances that a service runs on. */
export function kindNameOf({
  architecture = "arm64",
  gpu,
}: Pick<ServiceOnInstances, "architecture" | "gpu">): InstanceKind["name"] {
  return gpu !== undefined ? "gpu" : architecture === "arm64" ? "arm64" : "x86-64";
}

/** The kinds of instances that a cluster's services need on one compute, and those that it keeps. */
export function instanceKinds(on: EcsCompute, args: ComputeArgs): InstanceKind[] {
  const { compute = "fargate", instances = {}, services = {} } = args;
  const running = Object.values(services).filter((service) => (service.compute ?? compute) === on);
  const kept = (compute === on ? (instances.architectures ?? []) : []).map((architecture) => ({
    architecture,
  }));
  const all: ServiceOnInstances[] = [...running, ...kept];
  const kinds = new Map(all.map((service) => [kindNameOf(service), service]));
  return [...kinds].sort().map(([name, { architecture = "arm64" }]) => {
    const ofKind = running.filter((service) => kindNameOf(service) === name);
    const types = typesFor(architecture, ofKind, instances);
    return { name, architecture, gpu: name === "gpu", types, services: ofKind };
  });
}
