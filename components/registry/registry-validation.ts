import { ecrLimits, registryNamespace, repositoryName, scanFilter } from "../../facts/ecr-limits";
import { accountId } from "../../facts/identifiers";
import { autoNameSuffix, nameLengths } from "../../facts/name-lengths";
import { upstreamRegistries, upstreamRegistryNames } from "../../facts/upstream-registries";
import { mustBe, oneOf, validateOneOf, validatePattern, validateUnique } from "../invalid-arguments";
import { validateRetention } from "./lifecycle";
import { validatePullAccess } from "./pull-access";
import { encryptions, type RegistryArgs, scanFrequencies, scannings } from "./registry-arguments";
import { parseDestination } from "./replication-destination";

/** Room for the component's name, hyphen and Pulumi's suffix in a repository's name. */
const repositoryLength = nameLengths.repository - 48 - autoNameSuffix;

/** Validates the arguments of a registry. */
export function validateRegistry(args: RegistryArgs): string[] {
  return [
    ...validateNames(args),
    ...validateScanning(args),
    ...validateOneOf("encryption", args.encryption, encryptions),
    ...(args.forceDelete && args.protect
      ? ["protect can't be combined with forceDelete: Pulumi never deletes a protected repository"]
      : []),
    ...validateReplication(args),
    ...validateReplicationSources(args),
    ...validateCaches(args),
    ...validateRetention(args),
    ...validatePullAccess(args),
    ...(args.promotedTo ?? []).flatMap((stack, index) =>
      validatePattern(`promotedTo[${index}]`, stack, /^[^/]+\/[^/]+\/[^/]+$/, "organization/project/stack"),
    ),
  ];
}

function validateNames({ repositories = [], namespace, publicRepositories = {} }: RegistryArgs): string[] {
  return [
    ...repositories.flatMap((name, index) =>
      /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= repositoryLength
        ? []
        : [
            mustBe(
              `repositories[${index}]`,
              name,
              `lowercase letters, digits and inner hyphens, at most ${repositoryLength} characters`,
            ),
          ],
    ),
    ...validateUnique("repositories", repositories),
    ...(namespace === undefined ? [] : validateNamespace("namespace", namespace)),
    ...Object.keys(publicRepositories).flatMap((name) =>
      repositoryName.test(name) && name.length >= 2
        ? []
        : [
            `publicRepositories has "${name}": must be lowercase letters, digits and inner . _ - /, at least 2 characters`,
          ],
    ),
  ];
}

function validateScanning(args: RegistryArgs): string[] {
  const { scanning, scanFrequency, scanFilters, manageRegistrySettings } = args;
  const { min, max } = ecrLimits.scanFilters;
  const enhanced = scanning === "enhanced" && manageRegistrySettings;
  const given = Object.entries({ scanFrequency, scanFilters }).filter(([, value]) => value !== undefined);
  return [
    ...validateOneOf("scanning", scanning, scannings),
    ...validateOneOf("scanFrequency", scanFrequency, scanFrequencies),
    ...(enhanced
      ? []
      : given.map(
          ([argument]) => `${argument} requires scanning: enhanced and manageRegistrySettings: true`,
        )),
    ...(scanFilters !== undefined && (scanFilters.length < min || scanFilters.length > max)
      ? [`scanFilters has ${scanFilters.length} filters: must have ${min} to ${max}`]
      : []),
    ...(scanFilters ?? []).flatMap((filter, index) =>
      validatePattern(
        `scanFilters[${index}]`,
        filter,
        scanFilter,
        "part of a repository's name (lowercase letters, digits and inner . _ - /), with * for any characters",
      ),
    ),
  ];
}

function validateReplication({
  replicateTo = [],
  namespace,
  manageRegistrySettings,
}: RegistryArgs): string[] {
  const { max } = ecrLimits.replicationDestinations;
  const given = replicateTo.length > 0;
  return [
    ...replicateTo.flatMap((destination, index) =>
      parseDestination(destination) === undefined
        ? [
            mustBe(
              `replicateTo[${index}]`,
              destination,
              "a region or account/region, such as 111122223333/eu-west-1",
            ),
          ]
        : [],
    ),
    ...validateUnique("replicateTo", replicateTo),
    ...(replicateTo.length > max
      ? [`replicateTo has ${replicateTo.length} destinations: must have at most ${max}`]
      : []),
    ...(given && namespace === undefined
      ? ["replicateTo requires namespace: at the destinations, ECR finds the repositories' template by it"]
      : []),
    ...(given && !manageRegistrySettings
      ? [
          "replicateTo requires manageRegistrySettings: true, since ECR has one replication configuration per region",
        ]
      : []),
  ];
}

function validateReplicationSources(args: RegistryArgs): string[] {
  if (args.allowReplicationFrom === undefined) {
    return [];
  }
  const { accounts, namespaces } = args.allowReplicationFrom;
  const argument = "allowReplicationFrom";
  return [
    ...(args.manageRegistrySettings
      ? []
      : [`${argument} requires manageRegistrySettings: true, since ECR has one registry policy per region`]),
    ...(accounts.length > 0 ? [] : [`${argument}.accounts is empty: must have at least one account`]),
    ...(namespaces.length > 0 ? [] : [`${argument}.namespaces is empty: must have at least one namespace`]),
    ...accounts.flatMap((account, index) =>
      validatePattern(
        `${argument}.accounts[${index}]`,
        account,
        accountId,
        "the 12 digits of an AWS account",
      ),
    ),
    ...namespaces.flatMap((namespace, index) =>
      validateNamespace(`${argument}.namespaces[${index}]`, namespace),
    ),
    ...namespaces.flatMap((namespace, index) => {
      const first = namespaces.findIndex((other) => resourceName(other) === resourceName(namespace));
      return first < index
        ? [
            mustBe(
              `${argument}.namespaces[${index}]`,
              namespace,
              `different from ${argument}.namespaces[${first}], in more than / and -`,
            ),
          ]
        : [];
    }),
  ];
}

/** Names of resources have no slashes. */
function resourceName(namespace: string): string {
  return namespace.replaceAll("/", "-");
}

function validateNamespace(argument: string, namespace: string): string[] {
  const { max } = ecrLimits.namespaceLength;
  return registryNamespace.test(namespace)
    ? []
    : [mustBe(argument, namespace, `lowercase letters, digits and inner . _ - /, at most ${max} characters`)];
}

function validateCaches({ caches = {} }: RegistryArgs): string[] {
  const known: readonly string[] = upstreamRegistryNames;
  return [
    ...Object.keys(caches)
      .filter((name) => !known.includes(name))
      .map((name) => `caches has "${name}": must be ${oneOf(known)}`),
    ...upstreamRegistryNames.flatMap((name) => {
      const cache = caches[name];
      const { requiresCredentials } = upstreamRegistries[name];
      const given = cache?.credentialsArn !== undefined;
      if (cache === undefined || given === requiresCredentials) {
        return [];
      }
      return given
        ? [`caches.${name}.credentialsArn must be left out: that registry takes no credentials`]
        : [`caches.${name} requires credentialsArn: that registry authenticates pulls`];
    }),
  ];
}
