import type { Architecture } from "../../../facts/architectures";
import { instanceSize } from "../../../facts/ecs-instances";
import { nodeHasRoomFor, nodeTypesFor, nodeTypesOf, type PodSize } from "../../../facts/eks-node-types";
import { type KindName, kindNameOf } from "../../instance-kind";
import { oneOf } from "../../invalid-arguments";
import { capacityTypeOf } from "../capacity-type";
import type { NodeRequirements } from "../cluster-arguments";
import { nodeDemand } from "../node-demand";
import type { Taint } from "./named-node-groups-arguments";
import type { NodesArgs } from "./node-groups-arguments";
import type { WarmPoolArgs } from "./warm-pool";

/** How nodes are paid for. */
export type Purchase = "onDemand" | "spot";

/** Nodes of one kind: those that the same pods can run on. */
export interface NodeKind {
  /** Name of the kind, the prefix of its resources' names, which never change. */
  readonly name: string;
  readonly architecture: Architecture;
  /** Whether its nodes have GPUs. */
  readonly gpu: boolean;
  /** How many nodes there are, and what each has. */
  readonly nodes: Omit<NodesArgs, "instanceTypes">;
  /** What keeps pods off its nodes. */
  readonly taints: readonly Taint[];
  /** Instances beside its On-Demand nodes that have started once. */
  readonly warmPool?: WarmPoolArgs;
  /** What runs on its nodes. */
  readonly services: readonly NodeRequirements[];
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

function kindOf(
  name: KindName,
  services: readonly NodeRequirements[],
  { instanceTypes, ...nodes }: NodesArgs,
): NodeKind {
  const architecture = name === "arm64" ? "arm64" : "x86_64";
  const gpu = name === "gpu";
  const pods = podSizes(services);
  const types = instanceTypes
    ? nodeTypesOf(instanceTypes, { architecture, gpu })
    : nodeTypesFor(architecture, pods);
  return {
    ...{ name, architecture, gpu, types, services },
    nodes: gpu ? { ...nodes, min: 0 } : nodes,
    taints: [],
    purchases: purchasesFor(services),
    errors: errorsOf(name, types, pods, instanceTypes),
  };
}

/** How nodes are paid for, as services need it: On-Demand where nothing runs yet. */
export function purchasesFor(services: readonly NodeRequirements[]): Purchase[] {
  const capacities = services.map(capacityTypeOf);
  return [
    ...(capacities.every((each) => each === "spot") && capacities.length > 0 ? [] : (["onDemand"] as const)),
    ...(capacities.every((each) => each === "on-demand") ? [] : (["spot"] as const)),
  ];
}

/** What the pods of services request. */
export function podSizes(services: readonly NodeRequirements[]): PodSize[] {
  const demand = nodeDemand(services);
  return services.map(({ gpu }, index) => {
    const { cpu = 0, memory = 0 } = demand[index] ?? {};
    return { cpu, memory, ...(gpu !== undefined && { gpu }) };
  });
}

/** Those of some instance types that an empty node of is too small for one of the pods; types that aren't known here are none. */
export function tooSmall(types: readonly string[], pods: readonly PodSize[]): string[] {
  return types.filter((type) => {
    const size = instanceSize(type);
    return size !== undefined && !pods.every((pod) => nodeHasRoomFor(size, pod));
  });
}

/** A pod that is larger than an empty node would never start. */
function errorsOf(
  name: KindName,
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
  const small = tooSmall(types, pods);
  return small.length === 0
    ? []
    : [`nodes.instanceTypes has ${oneOf(small)}, too small for the largest pod ${kind}: must be larger`];
}
