import type { DataType } from "../../../components/data/data-variables";
import type { ExistingClusterDescription } from "../../../components/eks";
import { isPrefixOrExact } from "../../../facts/ingress-paths";
import { isConnectionProtocol } from "../../../facts/protocols";
import type { ServiceOnPlatform, StackContext } from "../../section";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { blockVolumePaths } from "../services/volumes";
import { hasGateway, validateRoutesOnGateway } from "./existing-gateway";
import { databasesIn, secretsOfPod } from "./secrets";

/** Types of data that are reached by an API of AWS, from everywhere. */
const byApi: readonly DataType[] = ["bucket", "queue", "table"];

/** What a service or a job asks of an existing cluster. */
type OnExisting = Pick<ServiceOnPlatform, "secrets" | "permissions" | "uses" | "volumes"> &
  Partial<Pick<ServiceOnPlatform, "sidecars" | "telemetry">>;

/** Adds errors for what a service or a job needs, and the existing cluster doesn't have. */
export function validateOnExisting(
  at: Path,
  { permissions, uses, volumes, ...others }: OnExisting,
  { name, oidcProviderArn: provider, secretsStore, storageClass }: ExistingClusterDescription,
  { data, availabilityZones }: StackContext,
  errors: ValidationErrors,
): void {
  const named = formatPath(["eks", "existing", "name"]);
  const byProvider = formatPath(["eks", "existing", "oidcProviderArn"]);
  const withSecrets = secretsOfPod(at, others)
    .filter(({ secrets }) => Object.keys(secrets).length > 0)
    .map((container) => [...container.at, "secrets"]);
  if (name === undefined && provider === undefined) {
    const needed = [
      ...(permissions.length > 0 ? [[...at, "permissions"]] : []),
      ...withSecrets,
      ...(uses.length > 0 ? [[...at, "uses"]] : []),
      ...(others.telemetry ? [[...at, "telemetry"]] : []),
    ];
    for (const path of needed) {
      errors.add(path, `needs ${named} or ${byProvider}: pods get no role of AWS otherwise.`);
    }
  } else {
    const databases = databasesIn(uses, data).map(({ index }) => [...at, "uses", index]);
    for (const path of secretsStore ? [] : [...withSecrets, ...databases]) {
      const store = formatPath(["eks", "existing", "secretsStore"]);
      errors.add(path, `needs the add-on of the secrets store: say that the cluster has it by ${store}.`);
    }
    for (const [index, used] of uses.entries()) {
      const type = data[used];
      if (type === undefined || byApi.includes(type)) continue;
      if (name === undefined) {
        errors.add(
          [...at, "uses", index],
          `is ${used}, which lets in the security group of a cluster of EKS alone: it needs ${named}.`,
        );
        continue;
      }
      const network = formatPath(["network", "existing"]);
      if (availabilityZones !== undefined) {
        errors.add(
          [...at, "uses", index],
          `is ${used}, which the cluster can reach only from its own VPC: give that VPC in ${network}.`,
        );
      }
    }
  }
  if (others.telemetry && name === undefined && provider !== undefined) {
    errors.add([...at, "telemetry"], `needs ${named}, of which the name of its log group is made.`);
  }
  const ownVolumes = blockVolumePaths(volumes);
  if (Object.keys(volumes).length > ownVolumes.length) {
    errors.add(
      [...at, "volumes"],
      "can't be mounted on an existing cluster: its drivers for file systems and buckets are its own.",
    );
  }
  for (const path of storageClass === undefined ? ownVolumes : []) {
    errors.add(
      [...at, "volumes", path],
      `needs a StorageClass of the cluster: name it in ${formatPath(["eks", "existing", "storageClass"])}.`,
    );
  }
  for (const [path, volume] of Object.entries(volumes)) {
    if (typeof volume === "string") continue;
    for (const key of ["type", "iops", "throughput"] as const) {
      if (volume[key] === undefined) continue;
      errors.add(
        [...at, "volumes", path, key],
        "is its StorageClass's on an existing cluster: leave it out.",
      );
    }
  }
}

/** Adds the same for a service, and errors for a protocol and routes that a controller other than Auto Mode's doesn't have. */
export function validateServiceOnExisting(
  at: Path,
  service: ServiceOnPlatform,
  existing: ExistingClusterDescription,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  validateOnExisting(at, service, existing, stack, errors);
  const { exposure, protocol, routes } = service;
  if (exposure !== "public") return;
  const ingressClass = ["eks", "existing", "ingressClass"];
  if (existing.ingressClass === undefined && !hasGateway(existing) && !errors.has(ingressClass)) {
    errors.add(
      ingressClass,
      `is missing: ${at.join(".")} is public. Set it, gatewayClass or gateway, or the service's exposure.`,
    );
  }
  if (isConnectionProtocol(protocol)) {
    errors.add([...at, "protocol"], `is ${protocol}, but must be http on an existing cluster.`);
  }
  for (const [index, { path, auth }] of routes.entries()) {
    if (auth !== undefined) {
      errors.add(
        [...at, "routes", index, "auth"],
        "is for load balancers of the stack's own: on an existing cluster the route would be open to everyone. Set platforms: [ecs] for the service.",
      );
    }
    if (!hasGateway(existing) && !isPrefixOrExact(path)) {
      errors.add(
        [...at, "routes", index, "path"],
        `is ${errors.format([...at, "routes", index, "path"], path)}, but on an existing cluster must be exact or end with /*, with no other wildcard.`,
      );
    }
  }
  if (hasGateway(existing)) validateRoutesOnGateway(at, service, existing, errors);
}
