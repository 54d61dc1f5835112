import { architectureOf, hasGpus, isInstanceType } from "../../../facts/ecs-instances";
import {
  namedNodeGroupLimits,
  nodeGroupLimits,
  nodeGroupName,
  reservedLabel,
  reservedNodeGroup,
  taintEffects,
} from "../../../facts/eks-node-groups";
import { nodeDiskFor } from "../../../facts/ephemeral-storage";
import { mustBe, validateOneOf, validatePattern, validateUnique } from "../../invalid-arguments";
import { capacityTypeOf } from "../capacity-type";
import type { EksClusterArgs, NodeRequirements } from "../cluster-arguments";
import { machineOf } from "./group-placement";
import type { NodeGroupArgs } from "./named-node-groups-arguments";
import { namedNodeKinds } from "./named-node-kinds";
import { validateNumbers } from "./node-groups-validation";
import type { NodeKind } from "./node-kinds";
import { validateWarmPool } from "./warm-pool";

/** Validates the node groups that services name, and that what names one can run on its nodes. */
export function validateNodeGroups(
  args: Pick<EksClusterArgs, "nodeGroups" | "nodes" | "services">,
): string[] {
  const { nodeGroups = {}, services } = args;
  const entries = Object.entries(nodeGroups);
  const errors = [
    ...(entries.length > namedNodeGroupLimits.groups.max
      ? [`nodeGroups has ${entries.length} groups: must have at most ${namedNodeGroupLimits.groups.max}`]
      : []),
    ...entries.flatMap(([name, group]) => validateGroup(name, group)),
    ...services.flatMap((service, index) => validateNamed(`services[${index}]`, service, nodeGroups)),
  ];
  return errors.length > 0
    ? errors
    : [
        ...entries.flatMap(([name, { diskGib }]) => validateDisk(name, diskGib, services)),
        ...namedNodeKinds(args).flatMap((kind) => [...kind.errors, ...warmPoolErrors(kind)]),
      ];
}

function validateGroup(name: string, group: NodeGroupArgs): string[] {
  const at = `nodeGroups.${name}`;
  const { instanceTypes, labels = {}, taints = [] } = group;
  const { gpu, architecture } = machineOf(group);
  return [
    ...(reservedNodeGroup.test(name)
      ? [`nodeGroups has ${name}: must be another name, since a group of the cluster's own has it`]
      : validatePattern(
          "nodeGroups",
          name,
          nodeGroupName,
          "1 to 30 lowercase letters, digits and hyphens, a letter first and no hyphen last",
        )),
    ...(instanceTypes.length === 0 ? [`${at}.instanceTypes is empty: must have a type`] : []),
    ...(instanceTypes.length > nodeGroupLimits.instanceTypes.max
      ? [`${at}.instanceTypes has ${instanceTypes.length} types: must have at most 20`]
      : []),
    ...instanceTypes.flatMap((type, index) =>
      isInstanceType(type)
        ? []
        : [mustBe(`${at}.instanceTypes[${index}]`, type, "an instance type, such as m7g.large")],
    ),
    ...validateUnique(`${at}.instanceTypes`, instanceTypes),
    ...(instanceTypes.every((type) => hasGpus(type) === gpu && architectureOf(type) === architecture)
      ? []
      : [`${at}.instanceTypes must be of one architecture, and all with GPUs or none`]),
    ...validateNumbers(at, group, { min: 0 }),
    ...Object.keys(labels)
      .filter((key) => reservedLabel.test(key))
      .map((key) => `${at}.labels has ${key}: must have no key of Kubernetes' or AWS's own`),
    ...(taints.length > namedNodeGroupLimits.taints.max
      ? [`${at}.taints has ${taints.length} taints: must have at most ${namedNodeGroupLimits.taints.max}`]
      : []),
    ...validateUnique(
      `${at}.taints`,
      taints.map(({ key, effect }) => `${key}:${effect}`),
    ),
    ...taints.flatMap(({ key, effect }, index) => [
      ...(reservedLabel.test(key)
        ? [`${at}.taints[${index}].key is "${key}": must be no key of Kubernetes' or AWS's own`]
        : []),
      ...validateOneOf(`${at}.taints[${index}].effect`, effect, taintEffects),
    ]),
  ];
}

/** Of a service or a job. Which one it is, its own component says, with the rest that doesn't fit. */
function validateNamed(
  at: string,
  { nodeGroup }: NodeRequirements,
  nodeGroups: NonNullable<EksClusterArgs["nodeGroups"]>,
): string[] {
  if (nodeGroup === undefined || Object.hasOwn(nodeGroups, nodeGroup)) return [];
  const names = Object.keys(nodeGroups).sort();
  return [
    names.length === 0
      ? `${at}.nodeGroup is "${nodeGroup}": must be left out, since there are no nodeGroups`
      : mustBe(`${at}.nodeGroup`, nodeGroup, `one of nodeGroups: ${names.join(", ")}`),
  ];
}

function warmPoolErrors({ name, warmPool, nodes, gpu, services }: NodeKind): string[] {
  if (warmPool === undefined) return [];
  const bottlerocket = gpu || nodes.operatingSystem === "bottlerocket";
  const onDemand = services.every((service) => capacityTypeOf(service) !== "spot");
  return validateWarmPool(`nodeGroups.${name}.warmPool`, warmPool, {
    bottlerocket,
    onDemand,
    min: nodes.min,
  });
}

function validateDisk(
  name: string,
  diskGib: number | undefined,
  services: readonly NodeRequirements[],
): string[] {
  const needed = nodeDiskFor(
    services.filter(({ nodeGroup }) => nodeGroup === name),
    nodeGroupLimits.diskGib.min,
  );
  return diskGib === undefined || diskGib >= needed
    ? []
    : [
        mustBe(
          `nodeGroups.${name}.diskGib`,
          diskGib,
          `at least ${needed}, for the ephemeralStorageGib of what runs on it`,
        ),
      ];
}
