/**
 * The image that collects and routes container logs: AWS for Fluent Bit 3.4.15 (Fluent Bit 5.0.9), for both architectures. By the
 * digest of its image index.
 * @see https://gallery.ecr.aws/aws-observability/aws-for-fluent-bit (read 2026-11-21)
 */
export const fluentBitImage =
  "public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15@sha256:88e1b56cedb230486afeca6eeb26c5f6bd59c48879d0054d1674d5a58838c607";
