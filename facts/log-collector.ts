/**
 * The image that collects container logs of Kubernetes nodes: AWS for Fluent Bit 3.4.15 (Fluent Bit 5.0.9), for both architectures. By
 * the digest of its image index.
 * @see https://gallery.ecr.aws/aws-observability/aws-for-fluent-bit (read 2026-11-21)
 */
export const logCollectorImage =
  "public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15@sha256:88e1b56cedb230486afeca6eeb26c5f6bd59c48879d0054d1674d5a58838c607";

/**
 * What the collector requests on each node: AWS's own add-on requests 50m and 25 MiB, and limits it to 250 MiB.
 * @see https://github.com/aws-observability/helm-charts/blob/main/charts/amazon-cloudwatch-observability/values.yaml (read 2026-11-21)
 */
export const logCollectorSize = { cpu: "50m", memory: "64Mi", memoryLimit: "256Mi" } as const;
