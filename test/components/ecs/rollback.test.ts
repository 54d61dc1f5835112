import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { planOfService } from "./a-service";
import type { Case } from "./rolled-back-program";

interface Outcome {
  errors: { message: string; hasStack: boolean; isRunError: boolean }[];
  warnings: string[];
  questions: unknown[];
}

const cases = {
  rolledBack: { running: "arn:before" },
  previewed: { running: "arn:before", preview: true },
  otherSubnets: { running: "arn:hello-task", subnets: ["subnet-before"] },
  sameSubnets: { running: "arn:hello-task", subnets: ["subnet-private-b", "subnet-private-a"] },
  subnetsPreviewed: { running: "arn:hello-task", subnets: ["subnet-before"], preview: true },
  external: { running: "arn:before", strategy: "external" },
  deployed: { running: "arn:hello-task" },
  first: {
    running: "arn:hello-task",
    tasks: { desired: 2, running: 1, pending: 0 },
    events: [
      "(service hello) has stopped 1 running tasks: (task 0123).",
      "(service hello) (deployment ecs-svc/222) deployment failed: tasks failed to start.",
    ],
  },
  failedBefore: {
    running: "arn:hello-task",
    events: [
      "(service hello) has reached a steady state.",
      "(service hello) (deployment ecs-svc/222) deployment completed.",
      "(service hello) (deployment ecs-svc/111) deployment failed: tasks failed to start.",
    ],
  },
  withoutTasks: { running: "arn:hello-task", tasks: { desired: 2, running: 0, pending: 0 } },
  starting: { running: "arn:hello-task", tasks: { desired: 2, running: 0, pending: 1 } },
  scaledToZero: { running: "arn:hello-task", tasks: { desired: 0, running: 0, pending: 0 } },
} satisfies Record<string, Case>;

type Outcomes = { [name in keyof typeof cases]: Outcome };

/** What each case ends with, in a process that runs them all: to load the SDK takes longer than to run them. */
async function runAll(): Promise<Outcomes> {
  const root = join(__dirname, "..", "..", "..");
  const loaders = [
    join(root, "runtime", "typescript.cjs"),
    join(root, "node_modules", "pulumi-offline-preview", "preload", "lightweight-sdk.cjs"),
  ];
  const program = join(__dirname, "rolled-back-program.ts");
  const required = loaders.flatMap((loader) => ["--require", loader]);
  const args = [...required, program, JSON.stringify(Object.values(cases))];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const outcomes: Outcome[] = JSON.parse(stdout);
  return Object.fromEntries(Object.keys(cases).map((name, index) => [name, outcomes[index]])) as Outcomes;
}

const message =
  'FargateService "hello" runs arn:before, not arn:hello-task: its deployment was rolled back, because tasks didn\'t get healthy, ' +
  "an alarm went off or nobody approved it, or it was changed outside of Pulumi. To see why: aws ecs describe-services --cluster ecs-cluster --services hello-service. " +
  "To deploy it once more as it is: pulumi up --refresh";

describe("A deployment that was rolled back", () => {
  let outcomes: Outcomes;
  before(async () => {
    outcomes = await runAll();
  });

  it("fails every `up`, whatever the state says", () => {
    const { errors, questions } = outcomes.rolledBack;
    assert.deepEqual(questions, [{ clusterArn: "arn:ecs-cluster", serviceName: "hello-service" }]);
    assert.ok(errors.length > 0);
    for (const error of errors) {
      assert.deepEqual(error, { message, hasStack: false, isRunError: true });
    }
  });

  it("is a warning in a preview, so that the next deployment can mend it", () => {
    const { errors, warnings } = outcomes.previewed;
    assert.deepEqual([errors, warnings], [[], [message]]);
  });

  it("is found too where its task definition stays the same; a preview has the settings that are to be deployed", () => {
    const { otherSubnets, sameSubnets, subnetsPreviewed } = outcomes;
    assert.equal(
      otherSubnets.errors[0]?.message,
      message.replace("runs arn:before, not arn:hello-task", "has other subnets than the stack"),
    );
    assert.deepEqual([sameSubnets.errors, subnetsPreviewed.errors, subnetsPreviewed.warnings], [[], [], []]);
  });

  it("fails every `up` too where it was the first, though ECS keeps to its task definition", () => {
    const { errors } = outcomes.first;
    assert.ok(errors.length > 0);
    for (const { message, isRunError } of errors) {
      assert.deepEqual(
        [message, isRunError],
        [
          'FargateService "hello" failed to deploy arn:hello-task, and ECS has no previous version to roll back to: tasks failed to start. ' +
            "To see why: aws ecs describe-services --cluster ecs-cluster --services hello-service. " +
            "Deploy a version that starts, or, if it failed for something outside of it: " +
            "aws ecs update-service --cluster ecs-cluster --service hello-service --force-new-deployment",
          true,
        ],
      );
    }
  });

  it("is over with the next deployment, though its event is still there", () => {
    assert.deepEqual(outcomes.failedBefore.errors, []);
  });

  it("is found without an event where no task runs or starts, unless none is asked for", () => {
    const { withoutTasks, starting, scaledToZero } = outcomes;
    const [error] = withoutTasks.errors;
    assert.equal(
      error?.message,
      'FargateService "hello" runs none of its 2 tasks, and starts none. ' +
        "To see why: aws ecs describe-services --cluster ecs-cluster --services hello-service. " +
        "After the cause is fixed: aws ecs update-service --cluster ecs-cluster --service hello-service --force-new-deployment",
    );
    assert.deepEqual([starting.errors, scaledToZero.errors], [[], []]);
  });

  it("isn't asked for where a pipeline deploys task definitions of its own", () => {
    const { errors, questions } = outcomes.external;
    assert.deepEqual([errors, questions], [[], []]);
  });

  it("is none where AWS runs what the stack says", () => {
    assert.deepEqual(outcomes.deployed.errors, []);
  });

  it("isn't found in an offline preview, which can't ask AWS", async () => {
    const { diagnostics } = await planOfService();
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity !== "debug"),
      [],
    );
  });
});
