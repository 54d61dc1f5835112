import type { Bounds } from "./service-limits";

/**
 * The image that collects traces and metrics: AWS Distro for OpenTelemetry Collector 0.49.0 (OpenTelemetry Collector 0.156.0), for both
 * architectures. By the digest of its image index.
 * @see https://github.com/aws-observability/aws-otel-collector/releases/tag/v0.49.0 (read 2026-11-22)
 * @see https://gallery.ecr.aws/aws-observability/aws-otel-collector, and amazon/aws-otel-collector with the same digest (read 2026-11-22)
 */
export const telemetryCollectorImage =
  "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0@sha256:d2bdfff2c377c3d71d78bd5d9ce9862fd535b12134a5739d87a07801297cf9fd";

/** What the collector has of the service's CPU units, and of its memory in MiB, a hard limit. */
export const telemetryCollectorSize = { cpu: 64, memory: 192 } as const;

/** MiB above which the collector refuses what it receives, and the share of a burst of them; Go's runtime needs the rest of its memory. */
export const telemetryCollectorBuffer = { limit: 128, spike: 32 } as const;

/** Ports of OTLP. @see https://opentelemetry.io/docs/specs/otlp/ (read 2026-11-22) */
export const otlpPorts = { grpc: 4317, http: 4318 } as const;

/** Share of the traces that are recorded, in percent. */
export const samplePercent = { min: 1, max: 100 } as const satisfies Bounds;

/**
 * Variables of OpenTelemetry's SDKs that a service with telemetry gets, and none else may set.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ (read 2026-11-22)
 */
export const telemetryVariables = [
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_PROTOCOL",
  "OTEL_LOGS_EXPORTER",
  "OTEL_METRICS_EXPORTER",
  "OTEL_SERVICE_NAME",
  "OTEL_TRACES_EXPORTER",
  "OTEL_TRACES_SAMPLER",
  "OTEL_TRACES_SAMPLER_ARG",
] as const;
