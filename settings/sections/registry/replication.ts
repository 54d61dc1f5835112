import { ecrLimits } from "../../../facts/ecr-limits";
import { regionOfAccount } from "../../../facts/identifiers";
import type { StackContext } from "../../section";
import { withDefault } from "../../toolkit/defaults";
import { boolean, list, object, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { awsAccount, unknownRegion } from "../aws-names";
import { namespace, storagePrice } from "./names";

/** Replication, and who manages what ECR has once per account and region. */
export const replicationKeys = {
  manageRegistrySettings: withDefault(
    false,
    boolean(
      "Whether this stack manages the settings that ECR has once per account and region: enhanced scanning, replication " +
        "and the registry policy. True in one stack only: a second one would overwrite them.",
    ),
  ),
  replicateTo: list(
    string(
      regionOfAccount,
      "a region, or account/region, such as eu-west-1 or 111122223333/eu-west-1",
      "A destination.",
    ),
    { ...ecrLimits.replicationDestinations, allowed: "a list of 1 to 25 regions or account/region" },
    `Regions, or account/region, that images are replicated to. Needs namespace and manageRegistrySettings. ${storagePrice} in each.`,
  ),
  allowReplicationFrom: object(
    {},
    "Other accounts whose registries can replicate images to this one. Needs manageRegistrySettings.",
    {
      accounts: list(
        awsAccount("An account."),
        { min: 1, max: 100, allowed: "a list of AWS accounts" },
        "The source accounts.",
      ),
      namespaces: list(
        namespace("A namespace."),
        { min: 1, max: 20, allowed: "a list of namespaces, such as [acme/shop]" },
        "Prefixes of the repositories that can be replicated.",
      ),
    },
  ),
};

interface Given {
  namespace?: string | undefined;
  manageRegistrySettings?: boolean | undefined;
  replicateTo?: string[] | undefined;
  allowReplicationFrom?: object | undefined;
}

/** Adds errors for replication without what it needs, and for destinations that can't be. */
export function validateReplication(given: Given, stack: StackContext, errors: ValidationErrors): void {
  const add = (key: keyof Given, text: string) => errors.add(["registry", key], text);
  const once = "needs manageRegistrySettings: true, in this one stack of the account and region: ECR has one";
  if (given.replicateTo !== undefined && given.namespace === undefined) {
    add("replicateTo", "needs namespace: in the destinations ECR finds the settings of the replicas by it.");
  }
  if (given.replicateTo !== undefined && !given.manageRegistrySettings) {
    add("replicateTo", `${once} replication configuration.`);
  }
  if (given.allowReplicationFrom !== undefined && !given.manageRegistrySettings) {
    add("allowReplicationFrom", `${once} registry policy.`);
  }
  validateDestinations(given.replicateTo ?? [], stack, errors);
}

function validateDestinations(
  destinations: readonly string[],
  stack: StackContext,
  errors: ValidationErrors,
): void {
  for (const [index, destination] of destinations.entries()) {
    const path = ["registry", "replicateTo", index];
    const unknown = unknownRegion(destination.split("/").at(-1) ?? "", stack.knownRegionsOnly);
    if (destinations.indexOf(destination) !== index) {
      errors.add(path, `is ${destination}, which is already in the list.`);
    } else if (destination === stack.region) {
      errors.add(path, `is ${destination}, the stack's own region.`);
    } else if (unknown !== undefined) {
      errors.add(path, unknown);
    }
  }
}
