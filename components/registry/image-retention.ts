import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type LifecycleDocument, lifecycleDocument } from "./lifecycle";

/** Arguments of {@link ImageRetention}. */
export interface ImageRetentionArgs {
  /** The repository whose images expire. */
  repository: aws.ecr.Repository;
  /** Tag of the image that runs: it never expires. */
  runningTag: string;
  /** How many tagged images are kept, the most recently pushed, 1–10000; the one that runs is kept beside them. Default: 30. */
  keepImages?: number;
  /** Days after the push that an image without a tag is kept, at least 1. Default: 1. */
  expireUntaggedAfterDays?: number;
}

/**
 * What expires in a repository, and what never does: the image that runs, however old it is and however many were
 * pushed after it (ECR.3).
 *
 * ECR counts by the time of the push and knows nothing of what runs: an image that a rollback brought back may be the
 * oldest of all. So the policy names the running tag in a rule of its own that comes first and can't apply, and ECR
 * lets no later rule expire an image whose tag an earlier rule names. The repository's tags can't be moved, so that
 * rule names one image.
 *
 * It belongs behind the roll-out: give it `dependsOn` everything that runs the image. Until every platform runs the
 * new image, and when one of them fails to, the policy still names the image before it. Free.
 *
 * @throws pulumi.RunError that lists every argument that is refused, before anything is registered.
 */
export class ImageRetention extends pulumi.ComponentResource {
  /** The policy. ECR applies it within 24 hours. */
  public readonly lifecyclePolicy: aws.ecr.LifecyclePolicy;

  constructor(name: string, args: ImageRetentionArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, args);
    super("aws-containers:registry:ImageRetention", name, {}, opts);

    const document: LifecycleDocument = lifecycleDocument(
      args.runningTag,
      args.keepImages ?? 30,
      args.expireUntaggedAfterDays ?? 1,
    );
    this.lifecyclePolicy = new aws.ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: args.repository.name, policy: JSON.stringify(document) },
      // A component doesn't hand what it depends on to its children.
      { parent: this, dependsOn: opts?.dependsOn },
    );

    this.registerOutputs({ runningTag: args.runningTag });
  }
}

function refuse(name: string, args: ImageRetentionArgs): void {
  const refusals: string[] = [];
  // A * would be a wildcard in the rule, and the rule has to name one image.
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(args.runningTag)) {
    refusals.push(`runningTag: "${args.runningTag}" is not a tag: letters, digits, _ . and -, at most 128`);
  }
  for (const [argument, most] of [
    ["keepImages", 10_000],
    ["expireUntaggedAfterDays", 3650],
  ] as const) {
    const value = args[argument];
    if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= most)) {
      refusals.push(`${argument}: ${value} is not a whole number, 1–${most}`);
    }
  }
  if (refusals.length > 0) {
    throw new pulumi.RunError([`ImageRetention "${name}" is refused:`, ...refusals].join("\n  - "));
  }
}
