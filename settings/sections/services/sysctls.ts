import { sysctlNames } from "../../../facts/sysctls";
import { onlyOn, record, stringOrScalar } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Kernel parameters of a service's container. */
export const sysctlsSchema = onlyOn(
  ["ecs"],
  record(
    sysctlNames,
    stringOrScalar(/^[^\0\n]{1,100}$/, "a number or a text", "The value."),
    "Kernel parameters of the container's own namespaces, such as net.core.somaxconn: 4096. On EKS they aren't possible.",
  ),
);

/** Adds an error for kernel parameters of a service that runs on EKS too, whose nodes allow pods few of them. */
export function validateSysctls(
  at: string[],
  { sysctls }: { sysctls?: object | undefined },
  running: readonly string[],
  errors: ValidationErrors,
): void {
  const path = [...at, "sysctls"];
  if (sysctls !== undefined && running.includes("eks") && !errors.has(path)) {
    errors.add(path, "are of ECS alone: remove them, or set platforms: [ecs] for the service.");
  }
}

/** The values as ECS takes them. */
export function textsOf(
  sysctls: Readonly<Record<string, string | number | boolean>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(sysctls).map(([name, value]) => [name, String(value)]));
}
