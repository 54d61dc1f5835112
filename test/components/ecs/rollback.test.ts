import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resetOptions } from "@pulumi/pulumi/runtime";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import { description, network, planOfService } from "./a-service";

/** What an `up` or a preview of a stack that exists ends with, where AWS runs the given task definition. */
async function run(running: string | undefined, { preview = false } = {}) {
  const asked: pulumi.runtime.MockCallArgs[] = [];
  const errors: unknown[] = [];
  const warnings: string[] = [];
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (error) => errors.push(error));
  const { warn } = pulumi.log;
  Object.assign(pulumi.log, { warn: async (message: string) => warnings.push(message) });
  try {
    // Otherwise the address of the engine of the test before stays.
    resetOptions("aws-containers", "dev", -1, "", "", preview, "");
    await pulumi.runtime.setMocks(
      {
        newResource: ({ name, inputs }) => ({ id: name, state: { ...inputs, name, arn: `arn:${name}` } }),
        call: (call) => {
          asked.push(call);
          return call.token === "aws:ecs/getService:getService" ? { taskDefinition: running } : {};
        },
      },
      "aws-containers",
      "dev",
      preview,
    );
    await pulumi.runtime
      .runInPulumiStack(async () => {
        const cluster = new EcsCluster("ecs");
        const loadBalancer = new LoadBalancer("ecs", { network });
        new FargateService("hello", { cluster, loadBalancer, service: description });
      })
      .catch((error: unknown) => errors.push(error));
    await new Promise(setImmediate);
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
    Object.assign(pulumi.log, { warn });
  }
  const questions = asked.filter(({ token }) => token.includes("getService:"));
  return { errors, warnings, questions: questions.map(({ inputs }) => inputs) };
}

const message =
  'FargateService "hello" runs arn:before, not arn:hello-task: its deployment was rolled back, because tasks didn\'t get healthy, ' +
  "or it was changed outside of Pulumi. To see why: aws ecs describe-services --cluster ecs-cluster --services hello-service. " +
  "To deploy it once more as it is: pulumi up --refresh";

describe("A deployment that was rolled back", () => {
  it("fails every `up`, whatever the state says", async () => {
    const { errors, questions } = await run("arn:before");
    assert.deepEqual(questions, [{ clusterArn: "arn:ecs-cluster", serviceName: "hello-service" }]);
    assert.ok(errors.length > 0);
    for (const error of errors) {
      assert.ok(pulumi.RunError.isInstance(error), String(error));
      assert.equal(error.message, message);
      assert.equal(error.stack, undefined);
    }
  });

  it("is a warning in a preview, so that the next deployment can mend it", async () => {
    const { errors, warnings } = await run("arn:before", { preview: true });
    assert.deepEqual([errors, warnings], [[], [message]]);
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
