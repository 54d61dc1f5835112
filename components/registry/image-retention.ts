import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { imageTag } from "../../facts/ecr-limits";
import { assertValidArguments, validatePattern } from "../invalid-arguments";
import type { ImageRetentionArgs } from "./image-retention-arguments";
import { lifecycleDocument, validateRetention } from "./lifecycle";

/**
 * The lifecycle policy of a repository (ECR.3), which never expires the running image, however old it is and however many
 * were pushed after it.
 *
 * ECR counts from the push and doesn't know what runs: an image that a rollback restored may be the oldest. Therefore the
 * first rule selects the running tag and never expires anything, and ECR applies no later rule to an image that an earlier
 * rule selects. The repository's tags are immutable, so that the rule selects one image.
 *
 * Create it after the rollout, with `dependsOn` every service that runs the image: until all of them run the new image, and
 * when one fails to, the policy still protects the previous one. Free.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class ImageRetention extends pulumi.ComponentResource {
  /** The policy. ECR applies it within 24 hours. */
  public readonly lifecyclePolicy: aws.ecr.LifecyclePolicy;

  constructor(name: string, args: ImageRetentionArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("ImageRetention", name, [
      // A * would be a wildcard in the rule, which has to select one image.
      ...validatePattern(
        "runningTag",
        args.runningTag,
        imageTag,
        "a tag of letters, digits, _ . and -, at most 128",
      ),
      ...validateRetention(args),
    ]);
    super("aws-containers:registry:ImageRetention", name, {}, opts);

    const policy = pulumi
      .output(args.promotedTags ?? [])
      .apply((tags) => JSON.stringify(lifecycleDocument([args.runningTag, ...tags], args)));
    this.lifecyclePolicy = new aws.ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: args.repository.name, policy },
      // Children don't inherit what their component depends on.
      { parent: this, dependsOn: opts?.dependsOn },
    );

    this.registerOutputs({ runningTag: args.runningTag });
  }
}
