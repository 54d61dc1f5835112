/** Where telemetry goes, by the variables of OpenTelemetry's SDKs. */
export interface TelemetryConfiguration {
  /** Address of the collector, which receives OTLP over HTTP. OTEL_EXPORTER_OTLP_ENDPOINT. */
  endpoint: URL;
  /** Whether spans are sent. OTEL_TRACES_EXPORTER other than none. */
  traces: boolean;
  /** Whether the counter is sent. OTEL_METRICS_EXPORTER other than none. */
  metrics: boolean;
  /** Share of the traces that begin here which are recorded. OTEL_TRACES_SAMPLER_ARG, 0 to 1; default 1. */
  ratio: number;
  /** Attributes of the service. OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME; default the name hello. */
  resource: Record<string, string>;
}

/** Reads where telemetry goes; undefined without an address. Adds what is wrong to `errors`. */
export function readTelemetryConfiguration(
  environment: NodeJS.ProcessEnv,
  version: string,
  errors: string[],
): TelemetryConfiguration | undefined {
  const address = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!address || environment.OTEL_SDK_DISABLED === "true") return undefined;
  const isHttp = URL.canParse(address) && new URL(address).protocol === "http:";
  if (!isHttp) {
    errors.push(
      `OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://127.0.0.1:4318, not ${JSON.stringify(address)}`,
    );
  }
  const share = environment.OTEL_TRACES_SAMPLER_ARG || "1";
  const ratio = /^[0-9]{0,9}(\.[0-9]{0,9})?$/.test(share) ? Number(share) : Number.NaN;
  if (!(ratio >= 0 && ratio <= 1)) {
    errors.push(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not ${JSON.stringify(share)}`);
  }
  return {
    endpoint: new URL(isHttp ? address : "http://127.0.0.1"),
    traces: environment.OTEL_TRACES_EXPORTER !== "none",
    metrics: environment.OTEL_METRICS_EXPORTER !== "none",
    ratio,
    resource: {
      "service.version": version,
      ...attributesIn(environment.OTEL_RESOURCE_ATTRIBUTES ?? ""),
      "service.name": environment.OTEL_SERVICE_NAME || "hello",
    },
  };
}

/** `key=value,key=value`, percent-encoded; what can't be decoded is left out. */
function attributesIn(text: string): Record<string, string> {
  const pairs = text.split(",").flatMap((pair): [string, string][] => {
    const [key = "", ...value] = pair.split("=");
    try {
      return value.length === 0 ? [] : [[key.trim(), decodeURIComponent(value.join("=").trim())]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(pairs);
}
