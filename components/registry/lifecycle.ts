/**
 * A lifecycle policy as ECR takes it.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export interface LifecycleDocument {
  /** The rules. Their order is that of `rulePriority`: the provider sees a difference otherwise. */
  rules: LifecycleRule[];
}

/** One rule of a lifecycle policy. */
export interface LifecycleRule {
  /** Place among the rules: the lowest comes first. An image whose tags a rule names can't be touched by a later one. */
  rulePriority: number;
  /** What the rule is for. */
  description: string;
  /** The images that the rule is about. */
  selection: Selection;
  /** What happens to them: deleted, or moved to archive storage. */
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

/** What a repository keeps, and for how long. */
export interface Retention {
  /** How many tagged images are kept, the most recently pushed, 1–10000. Default: 30, unless a time is given instead. */
  keepImages?: number;
  /** Days after its push that a tagged image is kept, however many there are, 1–3650. Instead of `keepImages`. */
  expireAfterDays?: number;
  /**
   * Days after its last pull that a tagged image goes to archive storage, which is cheaper, but from which nothing can
   * be pulled until somebody restores it, 1–3650. Instead of `keepImages`.
   */
  archiveAfterDays?: number;
  /** Days that an archived image is kept, 90–3650. AWS charges for 90 in any case. Default: for ever. */
  expireArchivedAfterDays?: number;
  /** Days after the push that an image without a tag is kept, 1–3650. Default: 1. */
  expireUntaggedAfterDays?: number;
  /** Tags with a life of their own, in order: the first that matches counts. Default: none. */
  tagRules?: TagRule[];
}

/** What is kept of the images with certain tags: a number of them, or for some days. */
export interface TagRule {
  /** The tags: with up to four * for any characters, such as pr-*. */
  pattern: string;
  /** How many are kept, the most recently pushed, 1–10000. */
  keepImages?: number;
  /** Days after its push that each is kept, 1–3650. */
  expireAfterDays?: number;
}

const defaultImages = 30;

/**
 * The rules for a repository: each of `runningTags` stays, then the tags with rules of their own, then what the rest
 * of the tagged images is held to, then untagged ones. ECR lets only one rule have a say about an image, the first that
 * names it: that is why count, age and archive exclude each other, and why a rule that never applies protects a tag.
 */
export function lifecycleDocument(runningTags: readonly string[], retention: Retention): LifecycleDocument {
  const { expireUntaggedAfterDays = 1, expireArchivedAfterDays, tagRules = [] } = retention;
  const rules: Omit<LifecycleRule, "rulePriority">[] = [
    ...[...new Set(runningTags)].map(neverExpires),
    ...tagRules.map(tagRule),
    others(retention),
    {
      description: `Expire untagged images after ${expireUntaggedAfterDays} days`,
      selection: { tagStatus: "untagged", ...days("sinceImagePushed", expireUntaggedAfterDays) },
      action: { type: "expire" },
    },
  ];
  if (expireArchivedAfterDays !== undefined) {
    rules.push({
      description: `Expire images ${expireArchivedAfterDays} days after they were archived`,
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

/** What is wrong with a retention, a line each that begins with the argument. */
export function mistakesInRetention(retention: Retention): string[] {
  const mistakes: string[] = [];
  for (const [argument, least, most] of [
    ["keepImages", 1, 10_000],
    ["expireAfterDays", 1, 3650],
    ["archiveAfterDays", 1, 3650],
    ["expireArchivedAfterDays", 90, 3650],
    ["expireUntaggedAfterDays", 1, 3650],
  ] as const) {
    mistakes.push(...outside(argument, retention[argument], least, most));
  }
  const given = (["keepImages", "expireAfterDays", "archiveAfterDays"] as const).filter(
    (argument) => retention[argument] !== undefined,
  );
  if (given.length > 1) {
    mistakes.push(
      `${given.slice(1).join(", ")}: can't stand next to ${given[0]}: ECR lets one rule decide about an image`,
    );
  }
  if (retention.expireArchivedAfterDays !== undefined && retention.archiveAfterDays === undefined) {
    mistakes.push("expireArchivedAfterDays: needs archiveAfterDays: nothing is archived");
  }
  for (const [index, rule] of (retention.tagRules ?? []).entries()) {
    const at = `tagRules[${index}]`;
    if (!/^[A-Za-z0-9_.*-]{1,128}$/.test(rule.pattern) || rule.pattern.split("*").length > 5) {
      mistakes.push(
        `${at}.pattern: "${rule.pattern}" is not a pattern of tags: letters, digits, _ . - and up to four *`,
      );
    }
    if (/^\*+$/.test(rule.pattern)) {
      mistakes.push(
        `${at}.pattern: "${rule.pattern}" is every tag: say keepImages or expireAfterDays instead`,
      );
    }
    if ((rule.keepImages === undefined) === (rule.expireAfterDays === undefined)) {
      mistakes.push(`${at}: needs either keepImages or expireAfterDays`);
    }
    mistakes.push(...outside(`${at}.keepImages`, rule.keepImages, 1, 10_000));
    mistakes.push(...outside(`${at}.expireAfterDays`, rule.expireAfterDays, 1, 3650));
  }
  return mistakes;
}

function neverExpires(tag: string): Omit<LifecycleRule, "rulePriority"> {
  return {
    description: "Never expire the image that runs",
    // A tag names one image, and one is not more than one: this rule expires nothing, it only comes first.
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
        description: `Expire images tagged ${pattern} after ${expireAfterDays} days`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: [pattern],
          ...days("sinceImagePushed", expireAfterDays),
        },
        action: { type: "expire" },
      }
    : {
        description: `Keep the ${keepImages} images tagged ${pattern} pushed last`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: [pattern],
          countType: "imageCountMoreThan",
          countNumber: keepImages,
        },
        action: { type: "expire" },
      };
}

/** What happens to tagged images that no rule before names. */
function others({
  keepImages,
  expireAfterDays,
  archiveAfterDays,
}: Retention): Omit<LifecycleRule, "rulePriority"> {
  const every = { tagStatus: "tagged" as const, tagPatternList: ["*"] };
  if (archiveAfterDays !== undefined) {
    return {
      description: `Archive images that nobody pulled for ${archiveAfterDays} days`,
      selection: { ...every, ...days("sinceImagePulled", archiveAfterDays) },
      action: { type: "transition", targetStorageClass: "archive" },
    };
  }
  if (expireAfterDays !== undefined) {
    return {
      description: `Expire tagged images after ${expireAfterDays} days`,
      selection: { ...every, ...days("sinceImagePushed", expireAfterDays) },
      action: { type: "expire" },
    };
  }
  const count = keepImages ?? defaultImages;
  return {
    description: `Keep the ${count} tagged images pushed last`,
    selection: { ...every, countType: "imageCountMoreThan", countNumber: count },
    action: { type: "expire" },
  };
}

function days<CountType>(countType: CountType, countNumber: number): Days<CountType> {
  return { countType, countUnit: "days", countNumber };
}

function outside(argument: string, value: number | undefined, least: number, most: number): string[] {
  return value === undefined || (Number.isInteger(value) && value >= least && value <= most)
    ? []
    : [`${argument}: ${value} is not a whole number, ${least}–${most}`];
}
