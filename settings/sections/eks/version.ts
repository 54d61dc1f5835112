import { z } from "zod";
import {
  defaultKubernetesVersion,
  type SupportedKubernetesVersion,
  supportedKubernetesVersions,
} from "../../../facts/kubernetes-versions";
import { withDefault } from "../../toolkit/defaults";
import { withMeta } from "../../toolkit/meta";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { oneOf } from "../../toolkit/words";

const versions: readonly string[] = supportedKubernetesVersions;
const quotedVersions = oneOf(versions.map((version) => `"${version}"`));

/** The version of Kubernetes. */
export const versionSchema = withDefault(
  defaultKubernetesVersion,
  withMeta(z.union([z.string(), z.number()]), {
    description:
      "Kubernetes version of the control plane, in quotes. $73 per month in standard support, $438 in extended support.",
    allowed: quotedVersions,
    values: versions.flatMap((version) => [version, Number(version)]),
  }),
);

/** The version that was given; the default one in place of one that `validateVersion` refuses. */
export function supportedVersion(given: string | number): SupportedKubernetesVersion {
  return supportedKubernetesVersions.find((version) => version === String(given)) ?? defaultKubernetesVersion;
}

/** Adds an error for a version that a new cluster must not have. */
export function validateVersion(given: string | number | undefined, errors: ValidationErrors): void {
  const path = ["eks", "version"];
  const version = String(given);
  if (given === undefined || errors.has(path) || versions.includes(version)) return;
  const advice =
    typeof given === "number" && /^1\.\d$/.test(version)
      ? ` Put it in quotes: YAML reads the number ${version}0 as ${version}.`
      : /^1\.\d\d$/.test(version) && version < (versions[0] ?? "")
        ? ` Standard support of ${version} has ended or ends soon; extended support costs six times as much.`
        : "";
  errors.add(path, `is ${errors.format(path, given)}, but must be ${quotedVersions}.${advice}`);
}
