import { podCpuUnits, podMemoryMebibytes } from "../../facts/pod-sizes";
import { mountedBuckets } from "../bucket-volume";
import { validateUsedBuckets } from "../bucket-volume-validation";
import type { CompleteContainer } from "../complete-container";
import { mustBe, validatePattern, validateWholeNumber } from "../invalid-arguments";
import { validateNotRouted } from "../log-routing";
import type { WithSidecars } from "../sidecar";
import { mountedFileSystems } from "../volumes";
import { secretsPath } from "./mounted-secrets";
import { needsRole, readsSecrets } from "./pod-resources";
import type { WorkloadCluster } from "./workload-cluster";

/**
 * Validates what the pods of a service or a job need.
 *
 * @param name Its name.
 * @param at The argument that describes its container, such as service.
 */
export function validatePods(
  name: string,
  at: string,
  container: WithSidecars,
  {
    identity,
    secretsStore,
    fileSystems,
    bucketVolumes,
  }: Pick<WorkloadCluster, "identity" | "secretsStore" | "fileSystems" | "bucketVolumes">,
): string[] {
  return [
    ...(identity === undefined && needsRole(container)
      ? [
          `cluster is neither one of EKS by its name nor has an existing.oidcProviderArn: must have one of them for ${at}'s permissions, secrets and data, since its pods get no role of AWS otherwise`,
        ]
      : []),
    ...(!readsSecrets(container) || secretsStore || identity === undefined
      ? []
      : ["cluster has no secrets store: must have it, for which its services have to say their secrets"]),
    ...validateFileSystems(container, fileSystems),
    ...validateUsedBuckets(at, container),
    ...validateBuckets(container, bucketVolumes),
    ...validateNotRouted(`${at}.logs`, container.logs, "EKS"),
    ...validateSecretsPath(at, container),
    ...(container.sidecars ?? []).flatMap((sidecar) =>
      validateSecretsPath(`${at}.sidecars.${sidecar.name}`, sidecar.container),
    ),
    ...validatePattern(
      "name",
      name,
      /^[a-z]([a-z0-9-]{0,51}[a-z0-9])?$/,
      "1 to 53 lowercase letters, digits and hyphens, a letter first and no hyphen last",
    ),
    ...validateWholeNumber(`${at}.cpu`, container.cpu, podCpuUnits),
    ...validateWholeNumber(`${at}.memory`, container.memory, podMemoryMebibytes),
  ];
}

/** Nothing can be mounted over the secrets, nor in their directory, which is read-only. */
function validateSecretsPath(at: string, container: CompleteContainer): string[] {
  if (!readsSecrets({ ...container, sidecars: [] })) return [];
  const { writablePaths, files, volumes, bucketVolumes } = container;
  const paths = [
    ...writablePaths.map((path, index): [string, string] => [`${at}.writablePaths[${index}]`, path]),
    ...Object.keys(files).map((path): [string, string] => [`${at}.files`, path]),
    ...Object.keys({ ...volumes, ...bucketVolumes }).map((path): [string, string] => [`${at}.volumes`, path]),
  ];
  return paths.flatMap(([argument, path]) => outsideOfSecrets(argument, path));
}

/** Validates that a path isn't where the secrets are mounted. */
export function outsideOfSecrets(argument: string, path: string): string[] {
  return path === secretsPath || path.startsWith(`${secretsPath}/`)
    ? [mustBe(argument, path, `outside of ${secretsPath}, where the secrets are mounted`)]
    : [];
}

function validateFileSystems(
  { volumes }: CompleteContainer,
  fileSystems: WorkloadCluster["fileSystems"],
): string[] {
  return mountedFileSystems(volumes).flatMap(({ name }) =>
    fileSystems?.claims[name] === undefined
      ? [
          `cluster has no file system "${name}": must have it, for which its services have to say their volumes`,
        ]
      : [],
  );
}

function validateBuckets(
  { bucketVolumes }: CompleteContainer,
  ofCluster: WorkloadCluster["bucketVolumes"],
): string[] {
  return mountedBuckets(bucketVolumes).flatMap(({ bucket }) =>
    ofCluster?.claims[bucket] === undefined
      ? [
          `cluster has no volume of the bucket "${bucket}": must have it, for which its services have to say their volumes`,
        ]
      : [],
  );
}
