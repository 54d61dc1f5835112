import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { usage } from "../../commands/job/command-line";
import { describeWithPrograms, type Ended, Programs, run } from "./a-command";
import { type Answers, answering, type FakeServer, startServer } from "./fake-server";

const stateMachine = "arn:aws:states:eu-central-1:111122223333:stateMachine:shop-train";
const execution = "arn:aws:states:eu-central-1:111122223333:execution:shop-train:by-hand";
const train = {
  platform: "ecs",
  region: "eu-central-1",
  stateMachine,
  logGroup: "train-logs-1234567",
  container: "train",
};
const advice = [
  "  log lines: aws logs tail --follow --region eu-central-1 train-logs-1234567",
  `  stop it:   aws stepfunctions stop-execution --region eu-central-1 --execution-arn ${execution}`,
].join("\n");

const submitted = (task: string) => ({
  id: 3,
  type: "TaskSubmitted",
  taskSubmittedEventDetails: {
    resource: "runTask.sync",
    resourceType: "ecs",
    output: JSON.stringify({ Failures: [], Tasks: [{ TaskArn: `arn:aws:ecs:x:1:task/shop/${task}` }] }),
  },
});
const stopped = (container: object, StoppedReason: string) =>
  JSON.stringify({
    Containers: [
      { Name: "proxy", ExitCode: 0 },
      { Name: "train", ...container },
    ],
    StoppedReason,
  });
const page = (nextForwardToken: string, ...messages: string[]) => ({
  events: messages.map((message) => ({ timestamp: 1, ingestionTime: 1, message })),
  nextForwardToken,
});
const noStream = { status: 400, body: { __type: "ResourceNotFoundException", message: "no stream" } };

const usual: Answers = {
  StartExecution: { executionArn: execution, startDate: 1 },
  DescribeExecution: [
    { status: "RUNNING" },
    { status: "RUNNING" },
    { status: "RUNNING" },
    { status: "SUCCEEDED", output: "{}" },
  ],
  GetExecutionHistory: [{ events: [] }, { events: [submitted("0123abcd")] }],
  GetLogEvents: [noStream, page("1", "one", "two"), page("1"), page("1"), page("2", "three"), page("2")],
};

describeWithPrograms("npm run job", () => {
  let server: FakeServer;
  let programs: Programs;

  async function serve(answers: Answers = {}): Promise<void> {
    server = await startServer(answering({ ...usual, ...answers }));
    programs = new Programs(server.url);
    programs.pulumi({ jobs: { train, cleanup: train } });
  }

  async function start(
    answers: Answers = {},
    args = ["train", "--stack", "dev"],
    onLine?: Parameters<typeof run>[2],
  ): Promise<Ended> {
    await serve(answers);
    return run(programs, args, onLine);
  }

  afterEach(() => {
    server.close();
    programs.remove();
  });

  const actions = () => server.requests.map(({ action }) => action);

  it("starts the state machine, follows the task's log lines in their order, each once, and ends with 0", async () => {
    assert.deepEqual(await start(), {
      status: 0,
      lines: ["one", "two", "three"],
      notes: [`Started ${execution}`, "Task 0123abcd", "Job train ended with exit status 0"],
    });
    const [{ input, headers } = assert.fail()] = server.requests;
    assert.deepEqual(Object.keys(input).sort(), ["name", "stateMachineArn"]);
    assert.equal(input.stateMachineArn, stateMachine);
    assert.match(String(input.name), /^by-hand-[0-9a-f-]{36}$/);
    assert.match(String(headers.authorization), /\/eu-central-1\/states\/aws4_request/);
    assert.equal(actions().filter((action) => action === "StartExecution").length, 1);
    const { input: logs } = server.requests.find(({ action }) => action === "GetLogEvents") ?? assert.fail();
    assert.deepEqual(logs, {
      logGroupName: "train-logs-1234567",
      logStreamName: "train/train/0123abcd",
      startFromHead: true,
    });
  });

  it("waits for lines that CloudWatch Logs shows only after the end", async () => {
    const { lines } = await start({
      DescribeExecution: { status: "SUCCEEDED", output: "{}" },
      GetExecutionHistory: { events: [submitted("0123abcd")] },
      GetLogEvents: [noStream, page("1"), page("1"), page("2", "late"), page("2")],
    });
    assert.deepEqual(lines, ["late"]);
  });

  it("reads every page of the history and the lines of each attempt", async () => {
    await serve({ DescribeExecution: { status: "SUCCEEDED", output: "{}" } });
    server.close();
    server = await startServer(({ action, input }) => {
      if (action === "GetExecutionHistory")
        return input.nextToken
          ? { events: [submitted("second")] }
          : { events: [submitted("first")], nextToken: "more" };
      if (action === "GetLogEvents")
        return input.nextToken ? page("1") : page("1", `of ${input.logStreamName}`);
      return answering({ ...usual, DescribeExecution: { status: "SUCCEEDED", output: "{}" } })({
        action,
        input,
        query: new URLSearchParams(),
        headers: {},
      });
    });
    programs.env.AWS_ENDPOINT_URL = server.url;
    const { lines } = await run(programs, ["train", "--stack", "dev"]);
    assert.deepEqual(lines, ["of train/train/first", "of train/train/second"]);
  });

  const ends: [string, object, number, string][] = [
    [
      "the container's exit status",
      {
        status: "FAILED",
        error: "States.TaskFailed",
        cause: stopped({ ExitCode: 3 }, "Essential container in task exited"),
      },
      3,
      "Job train ended with exit status 3",
    ],
    [
      "the exit status of a container that was killed for its memory",
      {
        status: "FAILED",
        error: "States.TaskFailed",
        cause: stopped({ ExitCode: 137, Reason: "OutOfMemoryError" }, "Essential container in task exited"),
      },
      137,
      "Job train ended with exit status 137: OutOfMemoryError",
    ],
    [
      "1 where the container didn't start",
      {
        status: "FAILED",
        error: "States.TaskFailed",
        cause: stopped({}, "CannotPullContainerError: pull image manifest has been retried"),
      },
      1,
      "Job train didn't start: CannotPullContainerError: pull image manifest has been retried",
    ],
    [
      "1 where another container ended the task",
      { status: "FAILED", cause: stopped({ ExitCode: 0 }, "Essential container in task exited") },
      1,
      "Job train ended with exit status 0: Essential container in task exited",
    ],
    [
      "1 where ECS places no task",
      { status: "FAILED", error: "ECS.ClusterNotFoundException", cause: "Cluster not found." },
      1,
      "Job train failed: ECS.ClusterNotFoundException: Cluster not found.",
    ],
    [
      "1 after the timeout",
      { status: "FAILED", error: "States.Timeout", cause: "" },
      1,
      "Job train took longer than its timeoutMinutes and was stopped",
    ],
    ["1 where somebody stopped it", { status: "ABORTED" }, 1, "Job train was stopped"],
    [
      "1 where another run is in progress",
      { status: "SUCCEEDED", output: '{"leftOut":"another run is in progress"}' },
      1,
      "Job train didn't start: another run is in progress",
    ],
  ];
  for (const [title, described, status, note] of ends) {
    it(`exits with ${title}`, async () => {
      const ended = await start({ DescribeExecution: described, GetExecutionHistory: { events: [] } });
      assert.deepEqual(ended, { status, lines: [], notes: [`Started ${execution}`, note] });
    });
  }

  it("repeats requests that AWS throttles, the start under the same name", async () => {
    const throttled = { status: 400, body: { __type: "ThrottlingException", message: "Rate exceeded" } };
    const [first, ...others] = usual.GetLogEvents as object[];
    const { status, lines } = await start({
      StartExecution: [throttled, { executionArn: execution, startDate: 1 }],
      GetLogEvents: [first ?? {}, throttled, ...others],
    });
    assert.equal(status, 0);
    assert.deepEqual(lines, ["one", "two", "three"]);
    const starts = server.requests.filter(({ action }) => action === "StartExecution");
    assert.equal(starts.length, 2);
    assert.equal(starts[0]?.input.name, starts[1]?.input.name);
  });

  it("says what AWS refuses to start", async () => {
    const message = `State Machine Does Not Exist: '${stateMachine}'`;
    const refused = { status: 400, body: { __type: "StateMachineDoesNotExist", message } };
    assert.deepEqual(await start({ StartExecution: refused }), {
      status: 1,
      lines: [],
      notes: [`StateMachineDoesNotExist: ${message}`],
    });
  });

  it("says how to follow and stop a run that it can't follow", async () => {
    const denied = { status: 400, body: { __type: "AccessDeniedException", message: "not authorized" } };
    assert.deepEqual(await start({ DescribeExecution: denied }), {
      status: 1,
      lines: [],
      notes: [
        `Started ${execution}`,
        `AccessDeniedException: not authorized\nNo longer followed; the run may continue.\n${advice}`,
      ],
    });
  });

  it("leaves the run alone with --detach", async () => {
    const ended = await start({}, ["train", "-s", "dev", "--detach"]);
    assert.deepEqual(ended, { status: 0, lines: [], notes: [`Started ${execution}`, advice] });
    assert.deepEqual(actions(), ["StartExecution"]);
  });

  it("leaves the run alone after Ctrl-C, and says how to stop it", async () => {
    const ended = await start(
      { DescribeExecution: { status: "RUNNING" } },
      ["train", "--stack", "dev"],
      (line, interrupt) => line === "three" && interrupt(),
    );
    assert.equal(ended.status, 130);
    assert.deepEqual(ended.lines, ["one", "two", "three"]);
    assert.equal(ended.notes.at(-1), `No longer followed; the run continues.\n${advice}`);
    assert.ok(!actions().includes("StopExecution"));
  });

  it("hears Ctrl-C as a process", async () => {
    await serve({
      DescribeExecution: { status: "RUNNING" },
      GetExecutionHistory: { events: [submitted("0123abcd")] },
      GetLogEvents: [page("1", "one", "two"), page("1")],
    });
    // The clients warn of Node 20's end.
    const env = { ...programs.env, NODE_NO_WARNINGS: "1" };
    const child = spawn(
      process.execPath,
      ["--require", "./runtime/typescript.cjs", "commands/job.ts", "train", "--stack", "dev"],
      { cwd: join(__dirname, "../.."), env },
    );
    let stdout = "";
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.stdout.on("data", (data) => {
      stdout += data;
      if (stdout === "one\ntwo\n") child.kill("SIGINT");
    });
    const [status] = await once(child, "close");
    assert.deepEqual(
      { status, stdout, stderr },
      {
        status: 130,
        stdout: "one\ntwo\n",
        stderr: `Started ${execution}\nTask 0123abcd\nNo longer followed; the run continues.\n${advice}\n`,
      },
    );
  });

  const refusals: [string, string[], number, string][] = [
    [
      "a name that isn't a job's, with the nearest one",
      ["trian", "--stack", "dev"],
      2,
      "The stack dev has no job trian. Did you mean train? Its jobs: cleanup, train. " +
        "One that is new in the stack file needs: pulumi up --stack dev",
    ],
    ["no name", ["--stack", "dev"], 2, `Which job?\n\n${usage}`],
    [
      "options that npm has kept for itself",
      ["train", "dev"],
      2,
      "One job at a time: dev is too much. Options come after `--`: npm run job -- NAME --stack STACK",
    ],
    [
      "a stack that Pulumi doesn't know",
      ["train", "--stack", "prod"],
      1,
      "pulumi stack output --json --non-interactive --stack prod failed:\nerror: no stack named 'prod' found",
    ],
  ];
  for (const [title, args, status, note] of refusals) {
    it(`refuses ${title}`, async () => {
      assert.deepEqual(await start({}, args), { status, lines: [], notes: [note] });
      assert.deepEqual(actions(), []);
    });
  }

  it("refuses an unknown option, and shows the usage", async () => {
    const { status, notes } = await start({}, ["train", "--profile", "x"]);
    assert.equal(status, 2);
    assert.match(notes.join(""), /^Unknown option '--profile'/);
    assert.ok(notes.join("").endsWith(`\n\n${usage}`));
  });

  it("asks for pulumi up where nothing is deployed, or by another version", async () => {
    await serve();
    programs.pulumi({ ecsUrls: {} });
    assert.deepEqual(await run(programs, ["train", "--stack", "dev"]), {
      status: 1,
      lines: [],
      notes: [
        "The stack dev has no output `jobs`: none of its jobs is deployed. Deploy those of the stack file: " +
          "pulumi up --stack dev",
      ],
    });
    programs.pulumi({ jobs: { train: { stateMachine } } });
    assert.deepEqual((await run(programs, ["train", "--stack", "dev"])).notes, [
      "The stack dev was deployed by another version of the template: its output `jobs` lacks what starts train. " +
        "Run: pulumi up --stack dev",
    ]);
  });

  it("shows how it is called", async () => {
    assert.deepEqual(await start({}, ["--help"]), { status: 0, lines: [], notes: [usage] });
  });
});
