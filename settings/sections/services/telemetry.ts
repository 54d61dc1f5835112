import type { z } from "zod";
import { defaultPort } from "../../../components/published";
import type { CompleteTelemetry } from "../../../components/telemetry";
import { otlpPorts, samplePercent, telemetryVariables } from "../../../facts/telemetry";
import { complete, withDefault } from "../../toolkit/defaults";
import { boolean, integer, object } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { Tier } from "../../toolkit/tier";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { refuseVariable } from "./environment";
import { variablesOfFiles } from "./environment-files";

/** Traces and metrics of a service. */
export const telemetrySchema = object(
  {
    traces: withDefault(
      true,
      boolean(
        "Whether traces are collected, in X-Ray. $5 per million recorded, the first 100,000 a month are free.",
      ),
    ),
    metrics: withDefault(
      true,
      boolean(
        "Whether metrics are collected, in CloudWatch, namespace PROJECT-STACK/NAME. $0.30 a month for each metric with its " +
          "dimensions, and $0.50 per GB.",
      ),
    ),
    samplePercent: withDefault(
      { dev: 100, prod: 5 },
      integer(
        samplePercent,
        "Share of the traces that begin at this service which are recorded. Of others the service decides that they begin at.",
      ),
    ),
  },
  "Traces and metrics by OpenTelemetry: a collector in each replica receives them by OTLP, at the address in " +
    "OTEL_EXPORTER_OTLP_ENDPOINT. It has 64 CPU units and 192 MiB of the service's. {} collects both. Default: none are collected.",
);

type Given = z.output<typeof telemetrySchema>;

/** The telemetry, complete. */
export function telemetrySettings(given: Given, tier: Tier): CompleteTelemetry {
  return complete(telemetrySchema, given, tier);
}

/** Adds errors for telemetry that collects nothing, or whose ports and variables are taken. */
export function validateTelemetry(
  at: Path,
  given: {
    telemetry?: Given | undefined;
    port?: number | undefined;
    exposure?: string | undefined;
    environment?: object | undefined;
    secrets?: object | undefined;
    environmentFiles?: readonly string[] | undefined;
  },
  errors: ValidationErrors,
): void {
  const { telemetry, port = defaultPort, exposure, environment = {}, secrets = {} } = given;
  if (telemetry === undefined) return;
  if (telemetry.traces === false && telemetry.metrics === false) {
    errors.add([...at, "telemetry"], "collects neither traces nor metrics: remove it, or one of them.");
  }
  if (exposure !== "none" && Object.values<number>(otlpPorts).includes(port)) {
    errors.add([...at, "port"], `is ${port}, which the collector of telemetry listens on: choose another.`);
  }
  const environmentFiles = variablesOfFiles(given.environmentFiles ?? []);
  for (const variable of telemetryVariables) {
    refuseVariable(at, variable, { environment, secrets, environmentFiles }, "telemetry", errors);
  }
}
