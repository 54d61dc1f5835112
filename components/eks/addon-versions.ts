import {
  type AddonVersions,
  addons,
  addonVersion,
  addonVersionError,
  addonVersions,
} from "../../facts/eks-addons";
import { defaultKubernetesVersion } from "../../facts/kubernetes-versions";
import { mustBe, oneOf } from "../invalid-arguments";
import type { EksClusterArgs } from "./cluster-arguments";

type Versions = Pick<EksClusterArgs, "version" | "compute" | "addonVersions">;

/** The versions of a cluster's add-ons: the given ones, and the known ones of its Kubernetes version. */
export function addonVersionsOf({ version = defaultKubernetesVersion, ...args }: Versions): AddonVersions {
  return { ...addonVersions[version], ...args.addonVersions };
}

/** Validates the given versions of a cluster's add-ons. */
export function validateAddonVersions({
  version = defaultKubernetesVersion,
  compute,
  ...args
}: Versions): string[] {
  return Object.entries(args.addonVersions ?? {}).flatMap(([name, given]) => {
    const argument = `addonVersions["${name}"]`;
    const addon = addons.find((each) => each === name);
    if (addon === undefined) return [`${argument} is of no add-on: must be of ${oneOf(addons)}`];
    if (!addonVersion.test(given)) {
      return [mustBe(argument, given, "a version of the add-on, such as v1.14.3-eksbuild.3")];
    }
    const error = addonVersionError(addon, given, { compute, version });
    return error === undefined ? [] : [`${argument} ${error}`];
  });
}
