import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { otlpPorts, telemetryCollectorBuffer } from "../facts/telemetry";
import type { CompleteService } from "./complete-service";
import type { DataSource } from "./data-source";
import { collectorName } from "./sidecar";
import { stackName } from "./stack-name";
import type { CompleteTelemetry } from "./telemetry";

/** Where the address of the collector is in a replica: not by the name localhost, which may be that of IPv6. */
const loopback = "127.0.0.1";

/** Where a platform collects telemetry. */
interface Collection {
  region: pulumi.Input<string>;
  /** Name of the log group that metrics are written to. @default Pulumi's choice */
  logGroupName?: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts it. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
}

/**
 * Creates the log group of a service's metrics, and adds to the service the variables of OpenTelemetry's SDKs, the configuration of
 * its collector, and what the collector may do with its role: write segments to X-Ray, and metrics to the log group in CloudWatch's
 * embedded metric format. Without telemetry the service stays as it is.
 *
 * Costs nothing itself: traces, metrics and log lines are charged by use.
 *
 * @see https://aws-otel.github.io/docs/setup/ecs (read 2026-11-22)
 */
export function collectTelemetry(
  name: string,
  service: CompleteService,
  { region, logGroupName, logKeyArn }: Collection,
  options: pulumi.CustomResourceOptions,
): CompleteService {
  const { telemetry } = service;
  if (telemetry === undefined) return service;
  const logGroup = telemetry.metrics
    ? new aws.cloudwatch.LogGroup(
        `${name}-metrics`,
        {
          ...(logGroupName !== undefined && { name: logGroupName }),
          retentionInDays: service.logs.retentionDays,
          kmsKeyId: logKeyArn,
        },
        options,
      )
    : undefined;
  const namespace = stackName(pulumi.getProject(), pulumi.getStack());
  const configuration = configurationOf({ telemetry, region, logGroup, namespace: `${namespace}/${name}` });
  const variables = { AOT_CONFIG_CONTENT: configuration };
  return {
    ...service,
    environment: { ...variablesOf(name, namespace, telemetry), ...service.environment },
    uses: [...service.uses, { variables: {}, statements: statementsOf(telemetry, logGroup) }],
    sidecars: service.sidecars.map((sidecar) =>
      sidecar.name === collectorName
        ? { ...sidecar, container: { ...sidecar.container, uses: [{ variables, statements: [] }] } }
        : sidecar,
    ),
  };
}

/** The variables of OpenTelemetry's SDKs, the same on every platform. The service may say other attributes of the resource. */
function variablesOf(
  name: string,
  namespace: string,
  { traces, metrics, samplePercent }: CompleteTelemetry,
): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${loopback}:${otlpPorts.http}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_LOGS_EXPORTER: "none",
    OTEL_METRICS_EXPORTER: metrics ? "otlp" : "none",
    OTEL_RESOURCE_ATTRIBUTES: `service.namespace=${namespace}`,
    OTEL_SERVICE_NAME: name,
    OTEL_TRACES_EXPORTER: traces ? "otlp" : "none",
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: String(samplePercent / 100),
  };
}

/** X-Ray supports no resources but all. */
function statementsOf(
  { traces }: CompleteTelemetry,
  logGroup: aws.cloudwatch.LogGroup | undefined,
): DataSource["statements"] {
  return [
    ...(traces
      ? [
          {
            Sid: "WriteTraces",
            Effect: "Allow" as const,
            Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
            Resource: "*",
          },
        ]
      : []),
    ...(logGroup
      ? [
          {
            Sid: "WriteMetrics",
            Effect: "Allow" as const,
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${logGroup.arn}:*`,
          },
        ]
      : []),
  ];
}

/** The configuration of the collector, in JSON, which YAML includes. It listens inside of the replica alone. */
function configurationOf({
  telemetry: { traces },
  region,
  logGroup,
  namespace,
}: {
  telemetry: CompleteTelemetry;
  region: pulumi.Input<string>;
  logGroup: aws.cloudwatch.LogGroup | undefined;
  namespace: string;
}): pulumi.Output<string> {
  const { limit, spike } = telemetryCollectorBuffer;
  const pipeline = (exporter: string) => ({
    receivers: ["otlp"],
    processors: ["memory_limiter", "batch"],
    exporters: [exporter],
  });
  return pulumi.jsonStringify({
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `${loopback}:${otlpPorts.grpc}` },
          http: { endpoint: `${loopback}:${otlpPorts.http}` },
        },
      },
    },
    processors: {
      memory_limiter: { check_interval: "1s", limit_mib: limit, spike_limit_mib: spike },
      batch: { timeout: "5s" },
    },
    exporters: {
      ...(traces && { awsxray: { region } }),
      ...(logGroup && {
        awsemf: {
          region,
          namespace,
          log_group_name: logGroup.name,
          log_stream_name: "metrics",
          dimension_rollup_option: "NoDimensionRollup",
        },
      }),
    },
    service: {
      telemetry: { logs: { level: "warn" }, metrics: { level: "none" } },
      pipelines: {
        ...(traces && { traces: pipeline("awsxray") }),
        ...(logGroup && { metrics: pipeline("awsemf") }),
      },
    },
  });
}
