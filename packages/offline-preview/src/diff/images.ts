import type { Comparable } from "./comparable";
import { isObject } from "./comparable";

/** An image that is built anew. */
export interface ImageChange {
  /** What people call it: the name of the component that builds it, else of the resource. */
  service: string;
  urn: string;
  before: string;
  after: string;
  /** The resources that change only because they name it. */
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

/** Texts of the former plan to read as those of the present one: the whole reference, and its tag where that is unmistakable. */
export function replacementsFor({
  before,
  after,
}: Pick<ImageChange, "before" | "after">): [string, string][] {
  const [oldTag, newTag] = [tagOf(before), tagOf(after)];
  const whole: [string, string] = [before, after];
  return oldTag === undefined || newTag === undefined || oldTag.length < shortestTag
    ? [whole]
    : [whole, [oldTag, newTag]];
}

/** What tells an image from others of its repository: its tag or its digest. */
export function tagOf(reference: string): string | undefined {
  return /[:@](?:sha256:)?([\w.-]+)$/.exec(reference)?.[1];
}

/** Tags that are made from content are longer than words. */
const shortestTag = 12;
