import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type EcsAnswer, type EcsRequest, type FakeEcs, startEcs } from "./fake-ecs";

const runtime = join(__dirname, "lambda-runtime.mjs");
const code = join(__dirname, "../../../components/ecs/run-task.mjs");

const arn = "arn:aws:ecs:us-east-1:111122223333:task/shop/0123abcd";
const run = {
  taskDefinition: "arn:aws:ecs:us-east-1:111122223333:task-definition/shop-web:7",
  command: ["npm", "run", "migrate"],
};
const logs = "Its log lines: aws logs tail web-logs-1234567 --since 1d --log-stream-names web/web/0123abcd";

/** What a function call ends with, as Lambda answers it. */
interface Outcome {
  result?: { task: string };
  failed?: { errorType: string; errorMessage: string; trace: string[] };
  /** Seconds that it took. */
  seconds: number;
  log: string[];
}

/** Answers by action; a list has the answers to the first request, the second and so on, the last to all further ones. */
type Answers = Record<string, EcsAnswer | EcsAnswer[]>;

const task = (state: object) => ({ tasks: [{ taskArn: arn, ...state }] });
const running = task({ lastStatus: "RUNNING" });
const stopped = (container: object, state: object = {}) =>
  task({
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [
      { name: "proxy", exitCode: 137 },
      { name: "web", ...container },
    ],
    ...state,
  });

const usual: Answers = {
  ListTasks: { taskArns: [] },
  RunTask: task({ lastStatus: "PROVISIONING" }),
  DescribeTasks: [{ tasks: [], failures: [{ arn, reason: "MISSING" }] }, running, stopped({ exitCode: 0 })],
  StopTask: {},
};

describe("The Lambda function that runs a task", () => {
  let lambda: ChildProcess;
  let answered: NodeJS.EventEmitter;
  let ended: Promise<never[]>;
  let ecs: FakeEcs;
  before(() => {
    const env = {
      PATH: process.env.PATH,
      NODE_NO_WARNINGS: "1",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
    };
    const started = spawn(process.execPath, [runtime, code], { env, stdio: ["pipe", "pipe", "inherit"] });
    lambda = started;
    answered = createInterface({ input: started.stdout });
    ended = once(started, "exit").then(() => []);
  });
  afterEach(() => ecs.close());
  after(() => lambda.stdin?.end());

  /** Calls the function with a timeout of ten minutes and a half. */
  async function call(answers: Answers = {}, variables: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const all = { ...usual, ...answers };
    ecs = await startEcs(({ action }: EcsRequest) => {
      const answer = all[action];
      assert.ok(answer, action);
      if (!Array.isArray(answer)) return answer;
      return answer[ecs.requests.filter((each) => each.action === action).length - 1] ?? answer.at(-1) ?? {};
    });
    const invocation = {
      event: run,
      timeoutSeconds: 10 * 60 + 30,
      variables: {
        AWS_ENDPOINT_URL_ECS: ecs.url,
        CAPACITY_PROVIDER: "FARGATE",
        CLUSTER: "shop",
        CONTAINER: "web",
        STARTED_BY: "web-before",
        SUBNETS: "subnet-a,subnet-b",
        SECURITY_GROUPS: "sg-1",
        ASSIGN_PUBLIC_IP: "ENABLED",
        LOG_GROUP: "web-logs-1234567",
        ...variables,
      },
    };
    const answer = Promise.race([once(answered, "line"), ended]);
    lambda.stdin?.write(`${JSON.stringify(invocation)}\n`);
    const [line] = await answer;
    assert.ok(line, "Lambda's runtime has ended");
    return JSON.parse(line) as Outcome;
  }

  const actions = () => ecs.requests.map(({ action }) => action);
  const message = ({ failed }: Outcome) => failed?.errorMessage;

  it("runs the command on Fargate and waits until it has ended", async () => {
    const outcome = await call();
    assert.deepEqual(outcome, {
      result: { task: arn },
      seconds: 10,
      log: [JSON.stringify({ ...run, task: arn })],
    });
    assert.deepEqual(actions(), ["ListTasks", "RunTask", "DescribeTasks", "DescribeTasks", "DescribeTasks"]);
    assert.deepEqual(ecs.requests[0]?.input, { cluster: "shop", startedBy: "web-before" });
    // The SDK's own token, so that its retries start no second task.
    const { clientToken, ...input } = ecs.requests[1]?.input ?? {};
    assert.match(String(clientToken), /^[0-9a-f-]{36}$/);
    assert.deepEqual(input, {
      cluster: "shop",
      taskDefinition: run.taskDefinition,
      startedBy: "web-before",
      capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ["subnet-a", "subnet-b"],
          securityGroups: ["sg-1"],
          assignPublicIp: "ENABLED",
        },
      },
      overrides: { containerOverrides: [{ name: "web", command: run.command }] },
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
    });
  });

  it("runs it without a network interface where the task has none, and with the volume that it has", async () => {
    const volume = { name: "ephemeral-cache", managedEBSVolume: { roleArn: "arn:aws:iam::1:role/r" } };
    await call({}, { SUBNETS: undefined, SECURITY_GROUPS: undefined, VOLUME: JSON.stringify(volume) });
    const { input = {} } = ecs.requests[1] ?? {};
    assert.equal(Object.hasOwn(input, "networkConfiguration"), false);
    assert.deepEqual(input.volumeConfigurations, [volume]);
  });

  it("fails with the exit code and the log lines' place, and no stack", async () => {
    const outcome = await call({ DescribeTasks: stopped({ exitCode: 1 }) });
    assert.deepEqual(outcome.failed, {
      errorType: "TaskFailed",
      errorMessage: `Task 0123abcd (npm run migrate) ended with exit code 1. ${logs}`,
      trace: [""],
    });
    assert.ok(!actions().includes("StopTask"));
  });

  it("says that the container was killed for its memory", async () => {
    const reason = "OutOfMemoryError: Container killed due to memory usage";
    const outcome = await call({ DescribeTasks: stopped({ exitCode: 137, reason }) });
    assert.equal(
      message(outcome),
      `Task 0123abcd (npm run migrate) ended with exit code 137: ${reason}. ${logs}`,
    );
  });

  it("says who stopped it", async () => {
    const state = { stopCode: "UserInitiated", stoppedReason: "Task stopped by user" };
    const outcome = await call({ DescribeTasks: stopped({ exitCode: 143 }, state) });
    assert.equal(
      message(outcome),
      `Task 0123abcd (npm run migrate) ended with exit code 143: Task stopped by user. ${logs}`,
    );
  });

  it("says why the container didn't start", async () => {
    const state = {
      stopCode: "TaskFailedToStart",
      stoppedReason: "CannotPullContainerError: manifest unknown",
    };
    const outcome = await call({ DescribeTasks: stopped({}, state) });
    assert.equal(
      message(outcome),
      `Task 0123abcd (npm run migrate) didn't start: CannotPullContainerError: manifest unknown. ${logs}`,
    );
  });

  it("fails where ECS places no task", async () => {
    const outcome = await call({
      RunTask: { tasks: [], failures: [{ reason: "INACTIVE", detail: "shop" }] },
    });
    assert.equal(message(outcome), "ECS didn't place the task: INACTIVE: shop");
    assert.equal(outcome.seconds, 0);
  });

  it("fails with ECS's own words where the request is refused", async () => {
    const refused = { code: "ClientException", message: "You've reached the limit on the number of vCPUs" };
    assert.equal(message(await call({ RunTask: refused })), refused.message);
    assert.deepEqual(actions(), ["ListTasks", "RunTask"]);
  });

  const withoutCapacity = {
    tasks: [],
    failures: [{ reason: "Capacity is unavailable at this time. Please try again later" }],
  };
  const runs = task({ lastStatus: "PROVISIONING" });

  it("waits for capacity", async () => {
    const outcome = await call({ RunTask: [withoutCapacity, withoutCapacity, runs] });
    assert.deepEqual([outcome.result, outcome.seconds], [{ task: arn }, 20]);
  });

  it("gives up in time where capacity doesn't come back", async () => {
    const outcome = await call({ RunTask: withoutCapacity });
    assert.equal(
      message(outcome),
      "ECS didn't place the task: Capacity is unavailable at this time. Please try again later",
    );
    assert.equal(outcome.seconds, 600);
  });

  const denied = { code: "AccessDeniedException", message: "not authorized to perform: ecs:ListTasks" };
  const unassumed = {
    code: "ClientException",
    message: "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/web-task'",
  };

  it("waits until IAM knows its new roles", async () => {
    const outcome = await call({
      ListTasks: [denied, denied, { taskArns: [] }],
      RunTask: [unassumed, runs],
      DescribeTasks: [denied, stopped({ exitCode: 0 })],
    });
    assert.deepEqual([outcome.result, outcome.seconds], [{ task: arn }, 20]);
  });

  it("doesn't wait longer than a minute for permissions that it doesn't have", async () => {
    const outcome = await call({ ListTasks: denied });
    assert.deepEqual([message(outcome), outcome.seconds], [denied.message, 60]);
  });

  it("stops the task before its own timeout", async () => {
    const outcome = await call({ DescribeTasks: running });
    assert.equal(
      message(outcome),
      `Task 0123abcd (npm run migrate) ran until its timeout and was stopped. ${logs}`,
    );
    assert.equal(outcome.seconds, 600);
    assert.deepEqual(ecs.requests.at(-1), {
      action: "StopTask",
      input: { cluster: "shop", task: arn, reason: "It ran until its timeout" },
    });
  });

  const own = {
    taskDefinitionArn: run.taskDefinition,
    overrides: { containerOverrides: [{ command: run.command }] },
  };

  it("waits for the task of an earlier call rather than run the command twice", async () => {
    const outcome = await call({
      ListTasks: { taskArns: [arn] },
      DescribeTasks: [task({ ...own, lastStatus: "RUNNING" }), running, stopped({ exitCode: 0 })],
    });
    assert.deepEqual(outcome.result, { task: arn });
    assert.ok(!actions().includes("RunTask"));
  });

  const others = {
    "another revision": { ...own, taskDefinitionArn: `${run.taskDefinition}6` },
    "another command": { ...own, overrides: { containerOverrides: [{ command: ["npm", "start"] }] } },
  };
  for (const [title, other] of Object.entries(others)) {
    it(`doesn't run beside ${title}`, async () => {
      const outcome = await call({
        ListTasks: { taskArns: [arn] },
        DescribeTasks: task({ ...other, lastStatus: "RUNNING" }),
      });
      assert.equal(
        message(outcome),
        "Task 0123abcd of an earlier deployment still runs. Wait for its end, or stop it: " +
          "aws ecs stop-task --cluster shop --task 0123abcd",
      );
      assert.deepEqual(actions(), ["ListTasks", "DescribeTasks"]);
    });
  }
});
