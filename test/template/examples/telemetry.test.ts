import assert from "node:assert/strict";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of telemetry", () => {
  it("keeps log lines in CloudWatch Logs for a week, and in the bucket of the stack's data", async () => {
    const plan = await planOf("telemetry");
    const [task] = inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition");
    const containers = JSON.parse(String(task?.containerDefinitions)) as {
      name: string;
      command?: string[];
      logConfiguration: { options: Record<string, string> };
    }[];
    assert.equal(containers[0]?.logConfiguration.options.Name, "cloudwatch_logs");
    const files = containers.find(({ name }) => name === "log_router_files");
    assert.match(String(files?.command), /\n {4}bucket archive-bucket-[0-9a-f]{7}\n/);
    assert.deepEqual(
      findingsIn(plan).filter(({ urn }) => urn.endsWith("::web-task")),
      [],
    );
  });
});
