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
  /** Place among the rules: the lowest comes first. An image whose tags a rule names can't be expired by a later one. */
  rulePriority: number;
  /** What the rule is for. */
  description: string;
  /** The images that the rule is about. */
  selection:
    | {
        tagStatus: "tagged";
        tagPatternList: string[];
        countType: "imageCountMoreThan";
        countNumber: number;
      }
    | { tagStatus: "untagged"; countType: "sinceImagePushed"; countUnit: "days"; countNumber: number };
  /** What happens to them. */
  action: { type: "expire" };
}

/**
 * The rules for a repository: the image tagged `runningTag` stays, of the tagged images the `keepImages` pushed last,
 * and untagged ones for some days.
 */
export function lifecycleDocument(
  runningTag: string,
  keepImages: number,
  expireUntaggedAfterDays: number,
): LifecycleDocument {
  return {
    rules: [
      {
        rulePriority: 1,
        description: "Never expire the image that runs",
        selection: {
          tagStatus: "tagged",
          tagPatternList: [runningTag],
          // A tag names one image, and one is not more than one: this rule expires nothing, it only comes first.
          countType: "imageCountMoreThan",
          countNumber: 1,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: `Keep the ${keepImages} tagged images pushed last`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "imageCountMoreThan",
          countNumber: keepImages,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 3,
        description: `Expire untagged images after ${expireUntaggedAfterDays} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: expireUntaggedAfterDays,
        },
        action: { type: "expire" },
      },
    ],
  };
}
