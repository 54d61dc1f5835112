import { hasGpus } from "../../../facts/ecs-instances";
import { managedNodesOnly, nodeTemplateLimits } from "../../../facts/eks-self-managed-nodes";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** What is given of nodes. */
interface GivenNodes
  extends Readonly<Partial<Record<(typeof managedNodesOnly)[number] | "operatingSystem", unknown>>> {
  readonly instanceTypes?: readonly string[] | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

type GivenGroup = GivenNodes & { readonly taints?: readonly { key: string }[] | undefined };

/** Adds errors for what self-managed nodes don't have. */
export function validateSelfManaged(
  given: { nodes?: GivenNodes | undefined; nodeGroups?: Readonly<Record<string, GivenGroup>> | undefined },
  errors: ValidationErrors,
): void {
  if (given.nodes) validateNodes(["eks", "nodes"], given.nodes, [], errors);
  for (const [name, group] of Object.entries(given.nodeGroups ?? {})) {
    const taints = (group.taints ?? []).map(({ key }) => key);
    validateNodes(["eks", "nodeGroups", name], group, taints, errors);
  }
}

/** @param taints Keys of the group's taints. */
function validateNodes(
  at: Path,
  given: GivenNodes,
  taints: readonly string[],
  errors: ValidationErrors,
): void {
  if (errors.has(at)) return;
  const { instanceTypes = [], labels = {}, operatingSystem } = given;
  const setManaged = `set ${formatPath(["eks", "compute"])}: managed`;
  for (const key of managedNodesOnly) {
    if (given[key] === undefined) continue;
    errors.add([...at, key], `is of managed node groups: remove it, or ${setManaged}.`);
  }
  if (operatingSystem === "bottlerocket") {
    errors.add(
      [...at, "operatingSystem"],
      `is bottlerocket, but self-managed nodes have al2023: remove it, or ${setManaged}.`,
    );
  }
  for (const [index, type] of instanceTypes.entries()) {
    if (hasGpus(type)) {
      errors.add(
        [...at, "instanceTypes", index],
        `is ${type}, with GPUs, ${noDriver}: take another, or ${setManaged}.`,
      );
    }
  }
  const { key: longest, entries: most } = nodeTemplateLimits;
  const keys = [...Object.keys(labels), ...taints];
  for (const key of keys.filter((each) => each.length > longest)) {
    errors.add(at, `has the label or taint ${key}, whose key must have at most ${longest} characters.`);
  }
  if (keys.length > most) {
    errors.add(
      at,
      `has ${keys.length} labels and taints, but must have at most ${most}, each a tag of its group.`,
    );
  }
  const twice = taints.find((key, index) => taints.indexOf(key) < index);
  if (twice !== undefined) {
    errors.add(
      [...at, "taints"],
      `has ${twice} twice, but each key must be there once, as a tag of its group.`,
    );
  }
}

const noDriver = "whose driver the image of self-managed nodes doesn't have";

/** Adds an error for a service or a job with GPUs. */
export function validateOnSelfManaged(
  at: Path,
  { gpu }: { gpu?: number | undefined },
  errors: ValidationErrors,
): void {
  const path = [...at, "gpu"];
  if (gpu === undefined || errors.has(path)) return;
  errors.add(
    path,
    "needs the driver of NVIDIA, which the image of self-managed nodes doesn't have: " +
      `run it on other platforms, or set ${formatPath(["eks", "compute"])}: auto or managed.`,
  );
}
