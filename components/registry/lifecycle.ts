import { ecrLimits, tagPattern } from "../../facts/ecr-limits";
import { mustBe, validateWholeNumber } from "../invalid-arguments";

/**
 * The document of an ECR lifecycle policy.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export interface LifecycleDocument {
  /** The rules, in the order of `rulePriority`: in another, the provider finds a difference. */
  rules: LifecycleRule[];
}

/** One rule of a lifecycle policy. */
export interface LifecycleRule {
  /** The lowest is applied first. No later rule affects an image whose tags a rule names. */
  rulePriority: number;
  /** Purpose of the rule. */
  description: string;
  /** The images that the rule selects. */
  selection: Selection;
  /** What happens to them: they expire, or transition to archive storage. */
  action: { type: "expire" } | { type: "transition"; targetStorageClass: "archive" };
}

type Selection =
  | { tagStatus: "tagged"; tagPatternList: string[]; countType: "imageCountMoreThan"; countNumber: number }
  | ({ tagStatus: "tagged"; tagPatternList: string[] } & Days<"sinceImagePushed" | "sinceImagePulled">)
  | ({ tagStatus: "untagged" } & Days<"sinceImagePushed">)
  | ({ tagStatus: "any"; storageClass: "archive" } & Days<"sinceImageTransitioned">);

interface Days<CountType> {
  countType: CountType;
  countUnit: "days";
  countNumber: number;
}

/** Which images a repository keeps, and for how long. */
export interface Retention {
  /** Number of tagged images that are kept, the most recently pushed, 1 to 10000. @default 30, unless a time is given instead */
  keepImages?: number;
  /** Days after the push that tagged images are kept, 1 to 3650. Instead of `keepImages`. @default no limit */
  expireAfterDays?: number;
  /**
   * Days after the last pull that tagged images transition to archive storage, 1 to 3650. Archived images cost less, and
   * can't be pulled until they are restored. Instead of `keepImages`.
   * @default never
   */
  archiveAfterDays?: number;
  /** Days that archived images are kept, 90 to 3650; AWS charges for at least 90. @default no limit */
  expireArchivedAfterDays?: number;
  /** Days after the push that untagged images are kept, 1 to 3650. @default 1 */
  expireUntaggedAfterDays?: number;
  /** Retention of images with certain tags: the first rule that matches applies. @default none */
  tagRules?: TagRule[];
}

/** Retention of images with certain tags: a number of images, or a number of days. */
export interface TagRule {
  /** The tags, with up to four * for any characters, such as pr-*. */
  pattern: string;
  /** Number of images that are kept, the most recently pushed, 1 to 10000. @default none: `expireAfterDays` is given */
  keepImages?: number;
  /** Days after the push that images are kept, 1 to 3650. @default none: `keepImages` is given */
  expireAfterDays?: number;
}

const defaultImages = 30;

/**
 * The lifecycle policy of a repository: `runningTags` never expire, then come the tag rules, then the other tagged images,
 * then untagged ones. ECR applies to an image only the first rule that selects it: therefore count, age and archive exclude
 * each other, and a rule that never expires anything protects a tag.
 */
export function lifecycleDocument(runningTags: readonly string[], retention: Retention): LifecycleDocument {
  const { expireUntaggedAfterDays = 1, expireArchivedAfterDays, tagRules = [] } = retention;
  const rules: Omit<LifecycleRule, "rulePriority">[] = [
    ...[...new Set(runningTags)].map(neverExpire),
    ...tagRules.map(tagRule),
    remainingTags(retention),
    {
      description: `Expire untagged images after ${plural(expireUntaggedAfterDays)}`,
      selection: { tagStatus: "untagged", ...days("sinceImagePushed", expireUntaggedAfterDays) },
      action: { type: "expire" },
    },
  ];
  if (expireArchivedAfterDays !== undefined) {
    rules.push({
      description: `Expire images ${plural(expireArchivedAfterDays)} after they were archived`,
      selection: {
        tagStatus: "any",
        storageClass: "archive",
        ...days("sinceImageTransitioned", expireArchivedAfterDays),
      },
      action: { type: "expire" },
    });
  }
  return { rules: rules.map((rule, index) => ({ rulePriority: index + 1, ...rule })) };
}

/** Validates a retention. */
export function validateRetention(retention: Retention): string[] {
  const exclusive = ["keepImages", "expireAfterDays", "archiveAfterDays"] as const;
  const [first, ...others] = exclusive.filter((argument) => retention[argument] !== undefined);
  const bounded = [...exclusive, "expireArchivedAfterDays", "expireUntaggedAfterDays"] as const;
  return [
    ...bounded.flatMap((argument) => validateWholeNumber(argument, retention[argument], ecrLimits[argument])),
    ...others.map(
      (argument) => `${argument} can't be combined with ${first}: ECR applies one rule to an image`,
    ),
    ...(retention.expireArchivedAfterDays !== undefined && retention.archiveAfterDays === undefined
      ? ["expireArchivedAfterDays requires archiveAfterDays: nothing is archived without it"]
      : []),
    ...(retention.tagRules ?? []).flatMap((rule, index) => validateTagRule(`tagRules[${index}]`, rule)),
  ];
}

function validateTagRule(argument: string, { pattern, keepImages, expireAfterDays }: TagRule): string[] {
  const { max } = ecrLimits.tagPatternWildcards;
  const matchesAll = /^\*+$/.test(pattern);
  return [
    ...(tagPattern.test(pattern)
      ? []
      : [
          mustBe(
            `${argument}.pattern`,
            pattern,
            matchesAll
              ? "narrower than every tag, for which there are keepImages and expireAfterDays"
              : `a tag of letters, digits, _ . and -, with at most ${max} wildcards *`,
          ),
        ]),
    ...((keepImages === undefined) === (expireAfterDays === undefined)
      ? [`${argument} must have either keepImages or expireAfterDays`]
      : []),
    ...validateWholeNumber(`${argument}.keepImages`, keepImages, ecrLimits.keepImages),
    ...validateWholeNumber(`${argument}.expireAfterDays`, expireAfterDays, ecrLimits.expireAfterDays),
  ];
}

function neverExpire(tag: string): Omit<LifecycleRule, "rulePriority"> {
  return {
    description: "Never expire the running image",
    // A tag names one image, and one is not more than one: this rule expires nothing, but is applied first.
    selection: {
      tagStatus: "tagged",
      tagPatternList: [tag],
      countType: "imageCountMoreThan",
      countNumber: 1,
    },
    action: { type: "expire" },
  };
}

function tagRule({ pattern, keepImages, expireAfterDays = 1 }: TagRule): Omit<LifecycleRule, "rulePriority"> {
  return keepImages === undefined
    ? {
        description: `Expire images tagged ${pattern} after ${plural(expireAfterDays)}`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: [pattern],
          ...days("sinceImagePushed", expireAfterDays),
        },
        action: { type: "expire" },
      }
    : {
        description: `Keep the ${keepImages} most recently pushed images tagged ${pattern}`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: [pattern],
          countType: "imageCountMoreThan",
          countNumber: keepImages,
        },
        action: { type: "expire" },
      };
}

/** The rule for tagged images that no earlier rule selects. */
function remainingTags({
  keepImages,
  expireAfterDays,
  archiveAfterDays,
}: Retention): Omit<LifecycleRule, "rulePriority"> {
  const every = { tagStatus: "tagged" as const, tagPatternList: ["*"] };
  if (archiveAfterDays !== undefined) {
    return {
      description: `Archive images not pulled for ${plural(archiveAfterDays)}`,
      selection: { ...every, ...days("sinceImagePulled", archiveAfterDays) },
      action: { type: "transition", targetStorageClass: "archive" },
    };
  }
  if (expireAfterDays !== undefined) {
    return {
      description: `Expire tagged images after ${plural(expireAfterDays)}`,
      selection: { ...every, ...days("sinceImagePushed", expireAfterDays) },
      action: { type: "expire" },
    };
  }
  const count = keepImages ?? defaultImages;
  return {
    description: `Keep the ${count} most recently pushed tagged images`,
    selection: { ...every, countType: "imageCountMoreThan", countNumber: count },
    action: { type: "expire" },
  };
}

function days<CountType>(countType: CountType, countNumber: number): Days<CountType> {
  return { countType, countUnit: "days", countNumber };
}

function plural(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
