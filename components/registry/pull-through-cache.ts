import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Public registries that a cache can stand before, and whether they ask who pulls. */
export const upstreams = {
  "ecr-public": { url: "public.ecr.aws", asksForCredentials: false },
  "docker-hub": { url: "registry-1.docker.io", asksForCredentials: true },
  github: { url: "ghcr.io", asksForCredentials: true },
} as const;

/** A public registry that a cache can stand before. */
export type Upstream = keyof typeof upstreams;

/** All of them, in the order in which they are made. */
export const upstreamNames: readonly Upstream[] = ["docker-hub", "ecr-public", "github"];

/** Arguments of {@link PullThroughCache}. */
export interface PullThroughCacheArgs {
  /** The registry that images come from. Its name is what the names of the cached repositories begin with. */
  upstream: Upstream;
  /**
   * ARN of the secret in Secrets Manager with `username` and `accessToken`; its name has to begin with
   * ecr-pullthroughcache/ and it has to be in the registry's account and region. Docker Hub and GitHub need one; ECR
   * Public can't have one.
   */
  credentialsArn?: pulumi.Input<string>;
  /** How many images each cached repository keeps; one that is gone is fetched anew. Default: 30. */
  keepImages?: number;
}

/**
 * A pull-through cache: images of a public registry by an address in this one. The first pull fetches the image, which
 * spares the limits of the public registry and outlives its outages; tags are looked up again after 24 hours.
 *
 * Its prefix exists once in each account and region: another stack that wants the same cache uses this one's. The
 * repositories that pulls make belong to no stack and stay when this one goes. Costs storage, $0.10 a GB and month; a
 * secret costs $0.40 a month.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export class PullThroughCache extends pulumi.ComponentResource {
  /** Where images come from. */
  public readonly rule: aws.ecr.PullThroughCacheRule;
  /** What repositories are like that a pull makes. */
  public readonly template: aws.ecr.RepositoryCreationTemplate;

  constructor(name: string, args: PullThroughCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:PullThroughCache", name, {}, opts);

    this.template = this.repositories(name, args);
    this.rule = new aws.ecr.PullThroughCacheRule(
      `${name}-rule`,
      {
        ecrRepositoryPrefix: args.upstream,
        upstreamRegistryUrl: upstreams[args.upstream].url,
        credentialArn: args.credentialsArn,
      },
      { parent: this, dependsOn: this.template },
    );

    this.registerOutputs({ prefix: args.upstream });
  }

  /** Tags can move: they do upstream. Only a digest names the same image for ever. */
  private repositories(name: string, { upstream, keepImages = 30 }: PullThroughCacheArgs) {
    return new aws.ecr.RepositoryCreationTemplate(
      `${name}-template`,
      {
        prefix: upstream,
        description: `Images from ${upstreams[upstream].url}`,
        appliedFors: ["PULL_THROUGH_CACHE"],
        imageTagMutability: "MUTABLE",
        encryptionConfigurations: [{ encryptionType: "AES256" }],
        lifecyclePolicy: JSON.stringify({
          rules: [
            {
              rulePriority: 1,
              description: `Keep the ${keepImages} images fetched last`,
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
