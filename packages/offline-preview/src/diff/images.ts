import type { Comparable } from "./comparable";
import { isObject } from "./comparable";

/** An image that is built anew. */
export interface ImageChange {
  /** What people call it: the name of the component that builds it, else of the resource. */
  service: string;
  urn: string;
  base: string;
  head: string;
  /** The resources that name it. */
  followers: { name: string; urn: string }[];
}

/** Whether resources of this type build images. */
export function buildsImages(type: string): boolean {
  return type === "docker:index/image:Image" || type === "docker-build:index:Image";
}

/** How other resources name the image that these inputs describe. */
export function referenceIn(inputs: Comparable): string | undefined {
  if (!isObject(inputs)) return undefined;
  const { imageName, tags } = inputs;
  const reference = imageName ?? (Array.isArray(tags) ? tags[0] : undefined);
  return typeof reference === "string" ? reference : undefined;
}

/** Texts of the base to read as those of the head: the whole reference, and its tag where that is unmistakable. */
export function replacementsFor({ base, head }: Pick<ImageChange, "base" | "head">): [string, string][] {
  const [baseTag, headTag] = [tagOf(base), tagOf(head)];
  const whole: [string, string] = [base, head];
  return baseTag === undefined || headTag === undefined || baseTag.length < shortestTag
    ? [whole]
    : [whole, [baseTag, headTag]];
}

/** What tells an image from others of its repository: its tag or its digest. */
export function tagOf(reference: string): string | undefined {
  return /[:@](?:sha256:)?([\w.-]+)$/.exec(reference)?.[1];
}

/** Tags that are made from content are longer than words. */
const shortestTag = 12;
