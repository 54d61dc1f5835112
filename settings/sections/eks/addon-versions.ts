import { type AddonVersions, addons, addonVersion, addonVersionError } from "../../../facts/eks-addons";
import type { EksCompute } from "../../../facts/eks-computes";
import { defaultKubernetesVersion } from "../../../facts/kubernetes-versions";
import { record, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { oneOf } from "../../toolkit/words";
import { supportedVersion } from "./version";

/** Versions of add-ons, in place of those that are known. */
export const addonVersionsSchema = record(
  { pattern: new RegExp(`^(?:${addons.join("|")})$`), allowed: oneOf(addons) },
  string(
    addonVersion,
    "a version of the add-on, such as v1.14.3-eksbuild.3",
    "Version of the add-on, of those that `aws eks describe-addon-versions --addon-name NAME --kubernetes-version VERSION` lists in the region.",
  ),
  "Versions of add-ons of the cluster, by name, such as { coredns: v1.14.3-eksbuild.3 }, in place of those that facts/eks-addons.ts has for its " +
    "Kubernetes version. Another one is an update in place. Default: those; EKS' own for cert-manager.",
);

/** Adds errors for versions of add-ons that the cluster can't have. */
export function validateAddonVersions(
  given: {
    addonVersions?: AddonVersions | undefined;
    compute?: EksCompute | undefined;
    version?: string | number | undefined;
  },
  errors: ValidationErrors,
): void {
  const version = supportedVersion(given.version ?? defaultKubernetesVersion);
  for (const addon of addons) {
    const path = ["eks", "addonVersions", addon];
    const addonVersion = given.addonVersions?.[addon];
    if (addonVersion === undefined || errors.has(path)) continue;
    const error = addonVersionError(addon, addonVersion, { compute: given.compute, version });
    if (error !== undefined) errors.add(path, `${error}: remove it.`);
  }
}
