import assert from "node:assert/strict";
import { createCluster, EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import { telemetryCollectorImage } from "../../../facts/telemetry";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const logKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";

interface Container {
  name: string;
  env: { name: string; value: string }[];
  [key: string]: unknown;
}

interface Template {
  metadata: { annotations: Record<string, string> };
  spec: { initContainers: Container[]; containers: Container[] };
}

describe("Workload: telemetry", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOf(() => {
      const service = described({ telemetry: { samplePercent: 20 } });
      const args = { clusterName: "shop", network, services: [service], logKeyArn };
      const cluster = new EksCluster("eks", args);
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
      new Workload("hello", { cluster, loadBalancer, service });
    });
  });

  const template = () => (plan.resource("hello-deployment").inputs.spec as { template: Template }).template;
  const variablesOf = ({ env }: Container) => Object.fromEntries(env.map(({ name, value }) => [name, value]));

  it("is collected by a sidecar, which starts before the service", () => {
    const [collector] = template().spec.initContainers;
    assert.ok(collector);
    const { env, ...rest } = collector;
    assert.deepEqual(rest, {
      name: "aws-otel-collector",
      image: telemetryCollectorImage,
      restartPolicy: "Always",
      resources: { requests: { cpu: "63m", memory: "192Mi" }, limits: { memory: "192Mi" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
        runAsUser: 65532,
        runAsGroup: 65532,
      },
      volumeMounts: [],
    });
    const { exporters } = JSON.parse(String(variablesOf({ ...rest, env }).AOT_CONFIG_CONTENT));
    assert.deepEqual(exporters, {
      awsxray: { region: "us-east-1" },
      awsemf: {
        region: "us-east-1",
        namespace: "aws-containers-dev/hello",
        log_group_name: "/aws/eks/shop/services/hello/metrics",
        log_stream_name: "metrics",
        dimension_rollup_option: "NoDimensionRollup",
      },
    });
  });

  it("has the same variables as on ECS", () => {
    const [service] = template().spec.containers;
    assert.ok(service);
    const variables = Object.entries(variablesOf(service)).filter(([name]) => name.startsWith("OTEL_"));
    assert.deepEqual(Object.fromEntries(variables), {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "otlp",
      OTEL_RESOURCE_ATTRIBUTES: "service.namespace=aws-containers-dev",
      OTEL_SERVICE_NAME: "hello",
      OTEL_TRACES_EXPORTER: "otlp",
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.2",
    });
  });

  it("is written by the role of the pods, to a log group of the cluster with the stack's key", () => {
    const { name, retentionInDays, kmsKeyId } = plan.resource("hello-metrics").inputs;
    assert.deepEqual(
      [name, retentionInDays, kmsKeyId],
      ["/aws/eks/shop/services/hello/metrics", 7, logKeyArn],
    );
    const { policy } = plan.resource("RolePolicy", "hello-permissions").inputs;
    const { Statement } = json(policy) as { Statement: { Sid: string }[] };
    assert.deepEqual(
      Statement.map(({ Sid }) => Sid),
      ["WriteTraces", "WriteMetrics"],
    );
    assert.deepEqual(Object.keys(template().metadata.annotations), ["aws-containers/role-arn"]);
  });

  it("has the stack's key also where nothing collects container logs, and on a cluster that exists already", async () => {
    const service = described({ telemetry: {} });
    const ofStack = { clusterName: "shop", network: () => network, services: [service], logKeyArn };
    for (const args of [{ containerLogs: false }, { existing: { name: "shop", ingressClass: "nginx" } }]) {
      const metrics = await planOf(() => {
        const cluster = createCluster("eks", { ...ofStack, ...args }, {});
        const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
        new Workload("hello", { cluster, loadBalancer, service });
      });
      assert.equal(metrics.resource("hello-metrics").inputs.kmsKeyId, logKeyArn);
    }
  });
});
