import { dataSecrets } from "../data-source";
import type { WithSidecars } from "../sidecar";
import type { NodeRequirements } from "./cluster-arguments";

/** Whether a service has secret variables that are mounted, of its own, of its sidecars or of its data. */
export function describesSecrets({ secrets, sidecars = {}, uses = [] }: NodeRequirements): boolean {
  const all = [secrets, dataSecrets(uses), ...Object.values(sidecars).map((sidecar) => sidecar.secrets)];
  return all.some((variables = {}) => Object.keys(variables).length > 0);
}

/**
 * The references of all secret variables of a pod, by the keys that they have in its one Secret: the variable of its container,
 * `proxy.TOKEN` of a sidecar. No variable has a dot.
 */
export function podSecrets({ secrets, sidecars = [] }: WithSidecars): Record<string, string> {
  const ofSidecars = sidecars.flatMap(({ name, container }) =>
    Object.entries(container.secrets).map(([variable, reference]) => [`${name}.${variable}`, reference]),
  );
  return { ...secrets, ...Object.fromEntries(ofSidecars) };
}

/** Which of a pod's keys are variables of its container, or of one of its sidecars. */
export function secretVariables(keys: readonly string[], sidecar?: string): { name: string; key: string }[] {
  const prefix = sidecar === undefined ? "" : `${sidecar}.`;
  return keys
    .filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes("."))
    .map((key) => ({ name: key.slice(prefix.length), key }));
}
