import { instanceSize } from "../../../facts/ecs-instances";
import { nodeHasRoomFor, nodeTypesFor, nodeTypesOf, type PodSize } from "../../../facts/eks-node-types";
import { oneOf } from "../../invalid-arguments";
import { capacityTypeOf } from "../capacity-type";
import type { NodeRequirements } from "../cluster-arguments";
import { nodeDemand } from "../node-demand";
import type { NodesArgs } from "./node-groups-arguments";

/** How nodes are paid for. */
export type Purchase = "onDemand" | "spot";

/** Nodes of one kind: those that the same pods can run on. */
export interface NodeKind {
  /** Name of the kind, of which the names of its resources are made: they never change. */
  readonly name: "arm64" | "x86-64" | "gpu";
  readonly architecture: "arm64" | "x86_64";
  /** How its nodes are paid for, as the services on it need. */
  readonly purchases: readonly Purchase[];
  /** Types of its instances. */
  readonly types: string[];
  /** Why it can't run some pods. */
  readonly errors: string[];
}

const examples = { arm64: "m7g.large", "x86-64": "m7i.large", gpu: "g4dn.xlarge" } as const;

/** The kinds of nodes that services need; where all of them have GPUs, one without for the cluster's own pods. */
export function nodeKinds(nodes: NodesArgs, services: readonly NodeRequirements[]): NodeKind[] {
  const names = [...new Set(services.map(kindNameOf))].sort();
  const kinds = names.map((name) =>
    kindOf(
      name,
      services.filter((service) => kindNameOf(service) === name),
      nodes,
    ),
  );
  return names.every((name) => name === "gpu") ? [kindOf("x86-64", [], nodes), ...kinds] : kinds;
}

function kindNameOf({
  architecture = "arm64",
  gpu,
}: Pick<NodeRequirements, "architecture" | "gpu">): NodeKind["name"] {
  return gpu !== undefined ? "gpu" : architecture === "arm64" ? "arm64" : "x86-64";
}

function kindOf(
  name: NodeKind["name"],
  services: readonly NodeRequirements[],
  { instanceTypes }: NodesArgs,
): NodeKind {
  const architecture = name === "arm64" ? "arm64" : "x86_64";
  const gpu = name === "gpu";
  const demand = nodeDemand(services);
  const pods = services.map(({ gpu: gpus }, index): PodSize => {
    const { cpu = 0, memory = 0 } = demand[index] ?? {};
    return { cpu, memory, ...(gpus !== undefined && { gpu: gpus }) };
  });
  const types = instanceTypes
    ? nodeTypesOf(instanceTypes, { architecture, gpu })
    : nodeTypesFor(architecture, pods);
  const capacities = services.map(capacityTypeOf);
  const purchases: Purchase[] = [
    ...(capacities.every((each) => each === "spot") && capacities.length > 0 ? [] : (["onDemand"] as const)),
    ...(capacities.every((each) => each === "on-demand") ? [] : (["spot"] as const)),
  ];
  return { name, architecture, purchases, types, errors: errorsOf(name, types, pods, instanceTypes) };
}

/** A pod that is larger than an empty node would never start. */
function errorsOf(
  name: NodeKind["name"],
  types: readonly string[],
  pods: readonly PodSize[],
  given: readonly string[] | undefined,
): string[] {
  const kind = name === "gpu" ? "with GPUs" : `of ${name === "arm64" ? "arm64" : "x86_64"}`;
  if (types.length === 0) {
    return given === undefined
      ? [
          `services ${kind} are larger than the largest nodes by default: must be smaller, or nodes.instanceTypes have larger ones`,
        ]
      : [
          `nodes.instanceTypes has none ${kind}, which services need: must have one, such as ${examples[name]}`,
        ];
  }
  const small = types.filter((type) => {
    const size = instanceSize(type);
    return size !== undefined && !pods.every((pod) => nodeHasRoomFor(size, pod));
  });
  return small.length === 0
    ? []
    : [`nodes.instanceTypes has ${oneOf(small)}, too small for the largest pod ${kind}: must be larger`];
}
