/**
 * CPU architectures of images, as a task definition has them, in lowercase, and what Kubernetes calls each.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html (read 2026-11-22)
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch (read 2026-11-22)
 */
export const kubernetesArchitectures = { arm64: "arm64", x86_64: "amd64" } as const;

/** The CPU architectures. */
export const architectures = ["arm64", "x86_64"] as const satisfies readonly Architecture[];

/** A CPU architecture of an image. */
export type Architecture = keyof typeof kubernetesArchitectures;

/** A CPU architecture as Kubernetes calls it. */
export type KubernetesArchitecture = (typeof kubernetesArchitectures)[Architecture];
