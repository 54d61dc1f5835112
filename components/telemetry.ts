import { otlpPorts, samplePercent, telemetryVariables } from "../facts/telemetry";
import { mustBe, validateWholeNumber } from "./invalid-arguments";

/**
 * Traces and metrics of a service, which it sends by OTLP, OpenTelemetry's protocol, to a collector beside each replica: traces go to
 * X-Ray, metrics to CloudWatch. The collector takes 64 CPU units and 192 MiB of the service's. The variables of OpenTelemetry's
 * SDKs say where it is; an application without one sends OTLP over HTTP to OTEL_EXPORTER_OTLP_ENDPOINT.
 */
export interface Telemetry {
  /** Whether traces are collected; $5 per million recorded. @default true */
  traces?: boolean;
  /** Whether metrics are collected; $0.30 a month for each metric, and $0.50 per GB. @default true */
  metrics?: boolean;
  /** Share of the traces that begin here which are recorded, in percent, 1 to 100; of others their first service decides. @default 5 */
  samplePercent?: number;
}

/** Telemetry with every default filled in. */
export type CompleteTelemetry = Required<Telemetry>;

/** Fills in what a description leaves out. */
export function completeTelemetry(telemetry: Telemetry): CompleteTelemetry {
  return { traces: true, metrics: true, samplePercent: 5, ...telemetry };
}

/** The variables that telemetry sets, each with the argument that sets it. */
export function variablesOfTelemetry(telemetry: object | undefined): Record<string, string> {
  return telemetry === undefined
    ? {}
    : Object.fromEntries(telemetryVariables.map((name) => [name, "service.telemetry"]));
}

/** The ports that the collector listens on, each with the argument that brings it. */
export function portsOfTelemetry(telemetry: object | undefined): Map<number, string> {
  return new Map(
    telemetry === undefined ? [] : Object.values(otlpPorts).map((port) => [port, "service.telemetry"]),
  );
}

/** Validates the telemetry of a service. */
export function validateTelemetry({
  telemetry,
  port,
  exposure,
}: {
  telemetry?: CompleteTelemetry;
  port: number;
  exposure: string;
}): string[] {
  if (telemetry === undefined) return [];
  const taken = portsOfTelemetry(telemetry).has(port) && exposure !== "none";
  return [
    ...(telemetry.traces || telemetry.metrics
      ? []
      : ["service.telemetry has neither traces nor metrics: must have one of them, or be left out"]),
    ...validateWholeNumber("service.telemetry.samplePercent", telemetry.samplePercent, samplePercent),
    ...(taken
      ? [mustBe("service.port", port, "another one: the collector of service.telemetry has it")]
      : []),
  ];
}
