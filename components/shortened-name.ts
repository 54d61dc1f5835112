import { createHash } from "node:crypto";
import { autoNameSuffix, targetGroupNameLength } from "../facts/name-lengths";

/**
 * A name of at most `length` characters: itself where it fits, otherwise its beginning and eight digits of its hash, so that
 * names which begin alike stay apart: `notifica-489455dc` of `notification-dispatcher` in 17 characters.
 */
export function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, length - "-12345678".length)}-${hash}`;
}

/** The logical name `NAME-ENDING`, to which Pulumi appends its digits: with a shortened `NAME` where AWS allows `max` characters only. */
export function nameWithin(max: number, name: string, ending: string): string {
  return `${shortened(name, max - "-".length - ending.length - autoNameSuffix)}-${ending}`;
}

/** What the names of a service's target groups begin with, which a deploy role is limited to. */
export function targetGroupPrefix(service: string): string {
  return shortened(service, targetGroupNameLength);
}
