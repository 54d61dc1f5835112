import type * as aws from "@pulumi/aws";
import { firstUnprivilegedPort } from "../../facts/network-modes";
import { isSysctl, sysctlNames, unprivilegedPortStart } from "../../facts/sysctls";

/**
 * The kernel parameters of a container: those that its service sets, and for a port below 1024 the one without which a container
 * without root and capabilities can't listen there (aws/containers-roadmap#1721). In awsvpc mode they hold for the task alone.
 * Sorted, so that another order in the description makes no new revision of the task definition.
 *
 * @param ports The ports that it listens on.
 */
export function systemControls(
  sysctls: Readonly<Record<string, string>>,
  ports: readonly number[],
): aws.ecs.SystemControl[] {
  const isPrivileged = ports.some((port) => port < firstUnprivilegedPort);
  return Object.entries({ ...(isPrivileged && { [unprivilegedPortStart]: "0" }), ...sysctls })
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([namespace, value]) => ({ namespace, value }));
}

/** Validates the kernel parameters of a service. */
export function validateSysctls(sysctls: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(sysctls).flatMap(([name, value]) => [
    ...(isSysctl(name) ? [] : [`service.sysctls has ${name}: must be ${sysctlNames.allowed}`]),
    ...(value.length > 0 ? [] : [`service.sysctls.${name} is empty: must have a value`]),
  ]);
}
