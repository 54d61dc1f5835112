import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { lifecycleDocument, mistakesInRetention, type Retention } from "./lifecycle";

/** Arguments of {@link ImageRetention}. */
export interface ImageRetentionArgs extends Retention {
  /** The repository whose images expire. */
  repository: aws.ecr.Repository;
  /** Tag of the image that runs: it never expires. */
  runningTag: string;
  /** Tags of images that run elsewhere, in the stacks that the image was promoted to: they never expire either. Default: none. */
  promotedTags?: pulumi.Input<string[]>;
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

    const policy = pulumi
      .output(args.promotedTags ?? [])
      .apply((tags) => JSON.stringify(lifecycleDocument([args.runningTag, ...tags], args)));
    this.lifecyclePolicy = new aws.ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: args.repository.name, policy },
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
  refusals.push(...mistakesInRetention(args));
  if (refusals.length > 0) {
    throw new pulumi.RunError([`ImageRetention "${name}" is refused:`, ...refusals].join("\n  - "));
  }
}
