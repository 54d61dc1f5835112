import { readFileSync } from "node:fs";
import { readTelemetryConfiguration, type TelemetryConfiguration } from "./telemetry-configuration.js";

/** What the environment says about this copy of the service. */
export interface Configuration {
  /** Greeting of `/`. GREETING; default Hello. */
  greeting: string;
  /** Version that `/` and the logs name. VERSION; default the one in package.json. */
  version: string;
  /** Where this copy runs. PLATFORM; default ecs, kubernetes or local, by the variables that those platforms set. */
  platform: string;
  /** TCP port to listen on. PORT, 0–65535, 0 for any free one; default 8080. */
  port: number;
  /**
   * Seconds from SIGTERM until requests that are still open are cut off. STOP_TIMEOUT_SECONDS, 0–115; default 20:
   * ECS (stopTimeout) and Kubernetes (terminationGracePeriodSeconds) kill after 30 s unless told otherwise, and
   * a pause before the signal counts into Kubernetes' 30 s.
   */
  stopTimeoutSeconds: number;
  /** Where spans and metrics go. Nowhere without OTEL_EXPORTER_OTLP_ENDPOINT. */
  telemetry?: TelemetryConfiguration;
}

/** The environment is invalid. The message lists every error. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/**
 * Reads the configuration.
 * @throws {ConfigurationError} naming every variable with a wrong value, and what is allowed.
 */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const errors: string[] = [];
  const wholeNumber = (name: string, fallback: number, least: number, most: number): number => {
    const text = environment[name] ?? String(fallback);
    const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    errors.push(`${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`);
    return fallback;
  };
  const version = environment.VERSION || packageVersion();
  const configuration: Configuration = {
    greeting: environment.GREETING || "Hello",
    version,
    platform: environment.PLATFORM || platformOf(environment),
    port: wholeNumber("PORT", 8080, 0, 65535),
    stopTimeoutSeconds: wholeNumber("STOP_TIMEOUT_SECONDS", 20, 0, 115),
  };
  const telemetry = readTelemetryConfiguration(environment, version, errors);
  if (telemetry !== undefined) configuration.telemetry = telemetry;
  if (errors.length > 0) throw new ConfigurationError(errors.join("; "));
  return configuration;
}

function platformOf(environment: NodeJS.ProcessEnv): string {
  if (environment.ECS_CONTAINER_METADATA_URI_V4) return "ecs";
  if (environment.KUBERNETES_SERVICE_HOST) return "kubernetes";
  return "local";
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const known = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return known ? String(manifest.version) : "unknown";
}
