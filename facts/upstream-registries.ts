/**
 * Public registries that a pull-through cache of ECR can have as its upstream, and whether they require credentials.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html (read 2026-11-20)
 */
export const upstreamRegistries = {
  "docker-hub": { url: "registry-1.docker.io", requiresCredentials: true },
  "ecr-public": { url: "public.ecr.aws", requiresCredentials: false },
  github: { url: "ghcr.io", requiresCredentials: true },
} as const satisfies Readonly<Record<string, { url: string; requiresCredentials: boolean }>>;

/** A public registry that a pull-through cache can have as its upstream. */
export type UpstreamRegistry = keyof typeof upstreamRegistries;

/** Their names, in the order of the table. */
export const upstreamRegistryNames: readonly UpstreamRegistry[] = ["docker-hub", "ecr-public", "github"];
