import type * as pulumi from "@pulumi/pulumi";
import type { UpstreamRegistry } from "../../facts/upstream-registries";

/** Arguments of {@link PullThroughCache}. */
export interface PullThroughCacheArgs {
  /** The registry that images are pulled from. Its name is the prefix of the cached repositories' names. */
  upstream: UpstreamRegistry;
  /**
   * ARN of the secret in Secrets Manager with `username` and `accessToken`, $0.40 a month. Its name has to begin with
   * ecr-pullthroughcache/, and it has to be in the registry's account and region. Docker Hub and GitHub require one; ECR
   * Public takes none.
   * @default none
   */
  credentialsArn?: pulumi.Input<string>;
  /** Number of images that each cached repository keeps; an expired one is imported again. @default 30 */
  keepImages?: number;
}
