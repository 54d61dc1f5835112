import type { BlockVolume } from "../../../components/block-volume";
import type { Container, DescribedJob, JobSettings } from "./job";

/** The container of a service, which may have volumes of each replica's own. */
type ServiceContainer = Omit<Container, "volumes"> & {
  volumes: Readonly<Record<string, string | BlockVolume>>;
};

/** A job with the container of its service, which the stack has completed. */
export function withService(
  job: DescribedJob,
  services: Readonly<Record<string, ServiceContainer>>,
): JobSettings | undefined {
  if (job.imageOf === undefined) return job;
  const service = services[job.imageOf];
  if (service === undefined) return undefined;
  const own = { ...job.environment, ...job.secretEnvironment, ...job.secrets };
  const inherited = <Value>(variables: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(variables).filter(([name]) => !Object.hasOwn(own, name)));
  const container: Container = containerOf(service);
  return {
    ...container,
    ...job,
    environment: { ...inherited(container.environment), ...job.environment },
    secretEnvironment: { ...inherited(container.secretEnvironment), ...job.secretEnvironment },
    secrets: { ...inherited(container.secrets), ...job.secrets },
  };
}

/** What of a service is its container: a volume of a replica's own is no job's. */
function containerOf(service: ServiceContainer): Container {
  const { command, cpu, memory, architecture, environment, secretEnvironment, secrets } = service;
  const { writablePaths, files, permissions, uses, volumes, logs, stopSeconds, egress } = service;
  const { ephemeralStorageGib } = service;
  return {
    ...(command && { command }),
    ...(ephemeralStorageGib !== undefined && { ephemeralStorageGib }),
    cpu,
    memory,
    architecture,
    environment,
    secretEnvironment,
    secrets,
    writablePaths,
    files,
    permissions,
    uses,
    volumes: Object.fromEntries(
      Object.entries(volumes).flatMap(([path, volume]) =>
        typeof volume === "string" ? [[path, volume]] : [],
      ),
    ),
    logs,
    stopSeconds,
    egress,
  };
}
