import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, planOf } from "./plan-of-example";

interface Container {
  name: string;
  command?: string[];
  environment?: { name: string; value: string }[];
  logConfiguration: { options: Record<string, string> };
}

describe("the example of telemetry", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("telemetry");
  });

  const inputs = (name: string) =>
    plan.steps.find(({ urn }) => urn.endsWith(`::${name}`))?.newState.inputs ?? {};
  const containers = (name: string): Container[] =>
    JSON.parse(String(inputs(`${name}-task`).containerDefinitions));

  it("keeps log lines in CloudWatch Logs for a week, and in the bucket of the stack's data", () => {
    assert.equal(containers("orders")[0]?.logConfiguration.options.Name, "cloudwatch_logs");
    assert.equal(containers("web")[0]?.logConfiguration.options.Name, undefined);
    const files = containers("orders").find(({ name }) => name === "log_router_files");
    assert.match(String(files?.command), /\n {4}bucket archive-bucket-[0-9a-f]{7}\n/);
    assert.equal(inputs("orders-logs").retentionInDays, 7);
  });

  it("collects traces of both services, and metrics of one, with the same variables on both platforms", () => {
    const onEcs = containers("web")[0]?.environment ?? [];
    const { template } = inputs("web-deployment").spec as {
      template: { spec: { containers: { env: { name: string; value: string }[] }[] } };
    };
    const onEks = template.spec.containers[0]?.env ?? [];
    const ofTelemetry = (variables: { name: string; value: string }[]) =>
      variables.filter(({ name }) => name.startsWith("OTEL_"));
    assert.equal(ofTelemetry(onEcs).length, 9);
    assert.deepEqual(ofTelemetry(onEcs), ofTelemetry(onEks));
    assert.equal(ofTelemetry(onEcs).find(({ name }) => name === "OTEL_TRACES_SAMPLER_ARG")?.value, "0.25");
    const groups = plan.steps.flatMap(({ urn }) =>
      urn.endsWith("-metrics") ? [urn.split("::").at(-1)] : [],
    );
    assert.deepEqual(groups, ["web-metrics", "web-metrics"]);
  });

  it("meets the policies of task definitions and workloads", () => {
    assert.deepEqual(
      findingsIn(plan).filter(({ urn }) =>
        /::(web|orders)-(task|deployment|permissions|log-router)$/.test(urn),
      ),
      [],
    );
  });
});
