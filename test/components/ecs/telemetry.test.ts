import assert from "node:assert/strict";
import { telemetryCollectorImage } from "../../../facts/telemetry";
import { json, type RecordedPlan } from "../../support/plan";
import { planOfService } from "./a-service";

interface Container {
  name: string;
  environment: { name: string; value: string }[];
  [key: string]: unknown;
}

const containersOf = (plan: RecordedPlan) =>
  json(plan.resource("TaskDefinition", "hello-task").inputs.containerDefinitions) as Container[];
const named = (plan: RecordedPlan, name: string) => {
  const found = containersOf(plan).find((each) => each.name === name);
  assert.ok(found, name);
  return found;
};
const variablesOf = ({ environment }: Container) =>
  Object.fromEntries(environment.map(({ name, value }) => [name, value]));
const configurationOf = (plan: RecordedPlan) =>
  JSON.parse(String(variablesOf(named(plan, "aws-otel-collector")).AOT_CONFIG_CONTENT));
const statementsOf = (plan: RecordedPlan) =>
  (json(plan.resource("RolePolicy", "hello-permissions").inputs.policy) as { Statement: object[] }).Statement;

const pipeline = (exporter: string) => ({
  receivers: ["otlp"],
  processors: ["memory_limiter", "batch"],
  exporters: [exporter],
});

describe("FargateService: telemetry", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfService({
      service: { telemetry: {}, environment: { OTEL_RESOURCE_ATTRIBUTES: "team=shop" } },
    });
  });

  it("is collected by AWS Distro for OpenTelemetry, hardened, without which the service goes on", () => {
    const { environment, logConfiguration, ...collector } = named(plan, "aws-otel-collector");
    assert.deepEqual(collector, {
      name: "aws-otel-collector",
      image: telemetryCollectorImage,
      versionConsistency: "enabled",
      essential: false,
      cpu: 64,
      memory: 192,
      user: "65532:65532",
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
      mountPoints: [],
      stopTimeout: 30,
      restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    });
    assert.deepEqual(
      environment.map(({ name }) => name),
      ["AOT_CONFIG_CONTENT", "PLATFORM"],
    );
    const hello = named(plan, "hello");
    assert.deepEqual(hello.dependsOn, [{ containerName: "aws-otel-collector", condition: "START" }]);
    assert.deepEqual([hello.cpu, hello.memory], [256 - 64, 512 - 192]);
  });

  it("is received inside of the task alone, and written to X-Ray and to the log group of metrics", () => {
    const { name, inputs } = {
      name: plan.resource("hello-metrics").outputs.name,
      inputs: plan.resource("hello-metrics").inputs,
    };
    assert.equal(inputs.retentionInDays, 7);
    assert.deepEqual(configurationOf(plan), {
      receivers: {
        otlp: { protocols: { grpc: { endpoint: "127.0.0.1:4317" }, http: { endpoint: "127.0.0.1:4318" } } },
      },
      processors: {
        memory_limiter: { check_interval: "1s", limit_mib: 128, spike_limit_mib: 32 },
        batch: { timeout: "5s" },
      },
      exporters: {
        awsxray: { region: "us-east-1" },
        awsemf: {
          region: "us-east-1",
          namespace: "aws-containers-dev/hello",
          log_group_name: name,
          log_stream_name: "metrics",
          dimension_rollup_option: "NoDimensionRollup",
        },
      },
      service: {
        telemetry: { logs: { level: "warn" }, metrics: { level: "none" } },
        pipelines: { traces: pipeline("awsxray"), metrics: pipeline("awsemf") },
      },
    });
    assert.deepEqual(statementsOf(plan), [
      {
        Sid: "WriteTraces",
        Effect: "Allow",
        Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
        Resource: "*",
      },
      {
        Sid: "WriteMetrics",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${plan.resource("hello-metrics").outputs.arn}:*`,
      },
    ]);
  });

  it("has the variables of OpenTelemetry's SDKs; the service may say the attributes of its resource", () => {
    const { GREETING, PLATFORM, PORT, ...variables } = variablesOf(named(plan, "hello"));
    assert.deepEqual([GREETING, PLATFORM, PORT], [undefined, "ecs", "8080"]);
    assert.deepEqual(variables, {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "otlp",
      OTEL_RESOURCE_ATTRIBUTES: "team=shop",
      OTEL_SERVICE_NAME: "hello",
      OTEL_TRACES_EXPORTER: "otlp",
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.05",
    });
  });

  it("may be traces alone, without a log group", async () => {
    const traces = await planOfService({ service: { telemetry: { metrics: false, samplePercent: 100 } } });
    assert.deepEqual(
      traces.ofType("LogGroup").map(({ name }) => name),
      ["hello-logs"],
    );
    const { exporters, service } = configurationOf(traces);
    assert.deepEqual([Object.keys(exporters), Object.keys(service.pipelines)], [["awsxray"], ["traces"]]);
    assert.equal(statementsOf(traces).length, 1);
    const variables = variablesOf(named(traces, "hello"));
    assert.deepEqual(
      [
        variables.OTEL_METRICS_EXPORTER,
        variables.OTEL_TRACES_SAMPLER_ARG,
        variables.OTEL_RESOURCE_ATTRIBUTES,
      ],
      ["none", "1", "service.namespace=aws-containers-dev"],
    );
  });

  it("may be metrics alone, without a permission of X-Ray, and is sent beside a log router", async () => {
    const metrics = await planOfService({
      service: { telemetry: { traces: false }, logs: { driver: "firelens", retentionDays: 30 } },
    });
    const { exporters, service } = configurationOf(metrics);
    assert.deepEqual([Object.keys(exporters), Object.keys(service.pipelines)], [["awsemf"], ["metrics"]]);
    assert.equal(statementsOf(metrics).length, 1);
    assert.equal(metrics.resource("hello-metrics").inputs.retentionInDays, 30);
    assert.deepEqual(
      containersOf(metrics).map(({ name, cpu, memory }) => [name, cpu, memory]),
      [
        ["hello", 256 - 64 - 64, 512 - 192 - 128],
        ["aws-otel-collector", 64, 192],
        ["log_router", 64, 128],
      ],
    );
  });

  it("is refused where it collects nothing, where its ports and variables are taken, and in a task that is too small", async () => {
    const image = "public.ecr.aws/example/agent:1";
    await assert.rejects(
      planOfService({
        service: {
          telemetry: { traces: false, metrics: false, samplePercent: 0 },
          port: 4318,
          environment: { OTEL_SERVICE_NAME: "web" },
          sidecars: { agent: { image, port: 4317, cpu: 150, memory: 300 } },
        },
      }),
      {
        message: `Invalid arguments for FargateService "hello":
  - service.environment.OTEL_SERVICE_NAME is set from service.telemetry: must be left out
  - service.telemetry has neither traces nor metrics: must have one of them, or be left out
  - service.telemetry.samplePercent is 0: must be a whole number from 1 to 100
  - service.port is 4318: must be another one: the collector of service.telemetry has it
  - service.sidecars.agent.port is 4317: must be another one: service.telemetry is the same
  - service.cpu is 256: must be at least 64 above the 214 of its sidecars
  - service.memory is 512: must be at least 64 above the 492 of its sidecars`,
      },
    );
  });
});
