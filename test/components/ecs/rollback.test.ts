import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { planOfService } from "./a-service";

interface Outcome {
  errors: { message: string; hasStack: boolean; isRunError: boolean }[];
  warnings: string[];
  questions: unknown[];
}

/** What an `up` or a preview of a stack that exists ends with, where AWS runs the given task definition. */
async function run(
  running: string | undefined,
  { preview = false, strategy = "canary" } = {},
): Promise<Outcome> {
  const root = join(__dirname, "..", "..", "..");
  const loader = join(root, "runtime", "typescript.cjs");
  const program = join(__dirname, "rolled-back-program.ts");
  const args = ["--require", loader, program, running ?? "", preview ? "preview" : "up", strategy];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  return JSON.parse(stdout);
}

const message =
  'FargateService "hello" runs arn:before, not arn:hello-task: its deployment was rolled back, because tasks didn\'t get healthy, ' +
  "an alarm went off or nobody approved it, or it was changed outside of Pulumi. To see why: aws ecs describe-services --cluster ecs-cluster --services hello-service. " +
  "To deploy it once more as it is: pulumi up --refresh";

describe("A deployment that was rolled back", () => {
  it("fails every `up`, whatever the state says", async () => {
    const { errors, questions } = await run("arn:before");
    assert.deepEqual(questions, [{ clusterArn: "arn:ecs-cluster", serviceName: "hello-service" }]);
    assert.ok(errors.length > 0);
    for (const error of errors) {
      assert.deepEqual(error, { message, hasStack: false, isRunError: true });
    }
  });

  it("is a warning in a preview, so that the next deployment can mend it", async () => {
    const { errors, warnings } = await run("arn:before", { preview: true });
    assert.deepEqual([errors, warnings], [[], [message]]);
  });

  it("isn't asked for where a pipeline deploys task definitions of its own", async () => {
    const { errors, questions } = await run("arn:before", { strategy: "external" });
    assert.deepEqual([errors, questions], [[], []]);
  });

  it("is none where AWS runs what the stack says", async () => {
    assert.deepEqual((await run("arn:hello-task")).errors, []);
  });

  it("isn't found in an offline preview, which can't ask AWS", async () => {
    const { diagnostics } = await planOfService();
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity !== "debug"),
      [],
    );
  });
});
