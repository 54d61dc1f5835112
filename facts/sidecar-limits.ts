import type { Bounds } from "./service-limits";

/**
 * What every platform allows of sidecars.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (read 2026-11-21): a task definition has at most 10 containers
 */
export const sidecarLimits = {
  /**
   * Sidecars of a service: with its own container, the one that writes its files, the log router with its own, and the collector of
   * traces and metrics, a task's 10.
   */
  sidecars: { min: 0, max: 5 },
  /** Ports that need no root, for only containers of the same replica reach them. */
  port: { min: 1024, max: 65_535 },
  /** Share of the service's CPU units. */
  cpu: { min: 16, max: 16_384 },
  /** Share of the service's memory in MiB. */
  memory: { min: 16, max: 122_880 },
  /** What has to be left for the service. */
  serviceCpu: { min: 64, max: 16_384 },
  serviceMemory: { min: 64, max: 122_880 },
  /** User ids other than root. */
  user: { min: 1, max: 65_534 },
  /** Seconds that failed checks don't count for: `startPeriod` of a container's health check. */
  graceSeconds: { min: 0, max: 300 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** Name of a sidecar; with it, names of volumes stay within 63 characters. */
export const sidecarName = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

/** What is wrong with the name of a sidecar of a service, as words that follow its value; nothing where it is valid. */
export function sidecarNameError(name: string, service: string): string | undefined {
  if (!sidecarName.test(name)) {
    return "at most 20 lowercase letters, digits and hyphens, a letter first and no hyphen last";
  }
  const taken = ["service", "before", service, `${service}-files`];
  return taken.includes(name) || name.startsWith("ecs-") || name.startsWith("aws-")
    ? `another name than ${taken.join(", ")} and those that begin with ecs- or aws-, which other containers have`
    : undefined;
}
