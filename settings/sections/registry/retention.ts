import { ecrLimits, tagPattern } from "../../../facts/ecr-limits";
import { withDefault } from "../../toolkit/defaults";
import { integer, list, object, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { storagePrice } from "./names";

/** How long images are kept. */
export const retentionKeys = {
  keepImages: withDefault(
    30,
    integer(
      ecrLimits.keepImages,
      `Number of tagged images that each repository keeps; older ones expire. ${storagePrice}.`,
    ),
  ),
  expireAfterDays: integer(
    ecrLimits.expireAfterDays,
    "Days after their push until tagged images expire, instead of keepImages.",
  ),
  archiveAfterDays: integer(
    ecrLimits.archiveAfterDays,
    "Days without a pull until tagged images are moved to archive storage, instead of keepImages. They can't be pulled " +
      "until they are restored.",
  ),
  expireArchivedAfterDays: integer(
    ecrLimits.expireArchivedAfterDays,
    "Days until archived images expire. AWS charges for at least 90. Default: never.",
  ),
  tagRules: list(
    object(
      {
        keepImages: integer(ecrLimits.keepImages, "Number of images to keep."),
        expireAfterDays: integer(ecrLimits.expireAfterDays, "Days after their push until the images expire."),
      },
      "Retention of the images with certain tags.",
      {
        pattern: string(
          tagPattern,
          "a tag with up to four *, such as pr-*",
          "Pattern of the tags, with up to four *.",
        ),
      },
    ),
    { min: 1, max: 20, allowed: 'a list such as [{ pattern: "pr-*", expireAfterDays: 14 }]' },
    "Retention of images by their tags, instead of the repository's; the first rule that matches applies.",
  ),
  expireUntaggedAfterDays: withDefault(
    1,
    integer(ecrLimits.expireUntaggedAfterDays, "Days until images without a tag expire."),
  ),
};

interface Given {
  keepImages?: number | undefined;
  expireAfterDays?: number | undefined;
  archiveAfterDays?: number | undefined;
  expireArchivedAfterDays?: number | undefined;
  tagRules?: { keepImages?: number | undefined; expireAfterDays?: number | undefined }[] | undefined;
}

/** Adds errors for rules that can't be combined, and for those without a limit. */
export function validateRetention(given: Given, errors: ValidationErrors): void {
  const [first, ...others] = (["keepImages", "expireAfterDays", "archiveAfterDays"] as const).filter(
    (key) => given[key] !== undefined,
  );
  for (const key of others) {
    errors.add(["registry", key], `can't be combined with ${first}: ECR applies only one rule to an image.`);
  }
  if (given.expireArchivedAfterDays !== undefined && given.archiveAfterDays === undefined) {
    errors.add(["registry", "expireArchivedAfterDays"], "needs archiveAfterDays: no image is archived.");
  }
  for (const [index, { keepImages, expireAfterDays }] of (given.tagRules ?? []).entries()) {
    if ((keepImages === undefined) === (expireAfterDays === undefined)) {
      errors.add(["registry", "tagRules", index], "needs either keepImages or expireAfterDays.");
    }
  }
}
