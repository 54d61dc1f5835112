import { imageDigest, privateImageOf } from "../../facts/image-references";
import type { Stack } from "../stack";
import { at, unknown } from "../values";

/** What AWS itself publishes for EKS: the tag of a release is never moved. */
const releaseOfEks = /^public\.ecr\.aws\/eks\/[a-z0-9-]+:v\d+\.\d+\.\d+$/;

/**
 * Whether an image reference always means the same image: a digest, an immutable tag of a repository of this stack, or a release of
 * AWS's own for EKS.
 */
export function isPinned(reference: string, stack: Stack): boolean {
  if (imageDigest.test(reference) || releaseOfEks.test(reference)) return true;
  const { repository: path, tag } = privateImageOf(reference) ?? {};
  if (path === undefined || tag === undefined || tag === "latest") return false;
  return stack.ofType("aws:ecr/repository:Repository").some(({ name, inputs }) => {
    const mutability = at(inputs, "imageTagMutability");
    const given = at(inputs, "name");
    const named = given === unknown || given === path || (given === undefined && isAutoName(path, name));
    return named && (mutability === "IMMUTABLE" || mutability === unknown);
  });
}

/** What messages say of an image that isn't pinned; without its name, because container definitions may be secret. */
export const pinAdvice =
  "can change without a deployment: reference it by digest (aws-containers:services.<name>.image: repository@sha256:…) " +
  "or by a tag of a repository of this stack with immutable tags.";

/** Whether `physical` can be the auto-name of a logical name: Pulumi appends seven hexadecimal digits. */
function isAutoName(physical: string, logical: string): boolean {
  return physical.startsWith(`${logical}-`) && /^[0-9a-f]{7}$/.test(physical.slice(logical.length + 1));
}
