import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { upstreamRegistries } from "../../facts/upstream-registries";
import type { PullThroughCacheArgs } from "./pull-through-cache-arguments";

/**
 * A pull-through cache: images of a public registry at addresses in this one. The first pull imports the image, which avoids
 * the public registry's rate limits and outages; ECR checks tags for updates every 24 hours.
 *
 * A prefix exists once per account and region: other stacks use this stack's cache. The repositories that pulls create
 * belong to no stack and remain when this one is destroyed. Costs storage, $0.10 per GB-month.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export class PullThroughCache extends pulumi.ComponentResource {
  /** The rule, which names the upstream. */
  public readonly rule: aws.ecr.PullThroughCacheRule;
  /** The template of the repositories that pulls create. */
  public readonly template: aws.ecr.RepositoryCreationTemplate;

  constructor(name: string, args: PullThroughCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:PullThroughCache", name, {}, opts);

    this.template = this.createTemplate(name, args);
    this.rule = new aws.ecr.PullThroughCacheRule(
      `${name}-rule`,
      {
        ecrRepositoryPrefix: args.upstream,
        upstreamRegistryUrl: upstreamRegistries[args.upstream].url,
        credentialArn: args.credentialsArn,
      },
      { parent: this, dependsOn: this.template },
    );

    this.registerOutputs({ prefix: args.upstream });
  }

  /** Tags are mutable, as they are upstream. Only a digest always names the same image. */
  private createTemplate(
    name: string,
    { upstream, keepImages = 30 }: PullThroughCacheArgs,
  ): aws.ecr.RepositoryCreationTemplate {
    return new aws.ecr.RepositoryCreationTemplate(
      `${name}-template`,
      {
        prefix: upstream,
        description: `Images from ${upstreamRegistries[upstream].url}`,
        appliedFors: ["PULL_THROUGH_CACHE"],
        imageTagMutability: "MUTABLE",
        encryptionConfigurations: [{ encryptionType: "AES256" }],
        lifecyclePolicy: JSON.stringify({
          rules: [
            {
              rulePriority: 1,
              description: `Keep the ${keepImages} most recently imported images`,
              selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keepImages },
              action: { type: "expire" },
            },
          ],
        }),
      },
      { parent: this },
    );
  }
}
