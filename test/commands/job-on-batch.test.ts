import assert from "node:assert/strict";
import { describeWithPrograms, type Ended, Programs, run } from "./a-command";
import {
  type Answer,
  type Answers,
  type ApiRequest,
  answering,
  type FakeServer,
  startServer,
} from "./fake-server";

const id = "0123abcd-0000-4000-8000-000000000000";
const queue = "arn:aws:batch:eu-central-1:111122223333:job-queue/batch-fargate-spot-1234567";
const definition = "arn:aws:batch:eu-central-1:111122223333:job-definition/train-job-1234567";
const train = {
  platform: "batch",
  region: "eu-central-1",
  queue,
  definition,
  logGroup: "train-logs-1234567",
};
const advice = [
  "  log lines: aws logs tail --follow --region eu-central-1 train-logs-1234567",
  `  stop it:   aws batch terminate-job --region eu-central-1 --job-id ${id} --reason "by hand"`,
].join("\n");

const submit = "POST /v1/submitjob";
const describeJobs = "POST /v1/describejobs";
const listJobs = "POST /v1/listjobs";

const described = (job: object) => ({ jobs: [{ jobId: id, jobName: "train", ...job }] });
const container = (task: string, more: object = {}) => ({ logStreamName: `train/default/${task}`, ...more });
const page = (nextForwardToken: string, ...messages: string[]) => ({
  events: messages.map((message) => ({ timestamp: 1, ingestionTime: 1, message })),
  nextForwardToken,
});
const noStream = { status: 400, body: { __type: "ResourceNotFoundException", message: "no stream" } };

const usual: Answers = {
  [submit]: { jobArn: `arn:aws:batch:eu-central-1:111122223333:job/${id}`, jobId: id, jobName: "train" },
  [describeJobs]: [
    described({ status: "SUBMITTED" }),
    described({ status: "RUNNABLE", statusReason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too large" }),
    described({ status: "RUNNABLE", statusReason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too large" }),
    described({ status: "RUNNING", container: container("first") }),
    described({ status: "SUCCEEDED", container: container("first") }),
  ],
  GetLogEvents: [noStream, page("1", "one", "two"), page("1"), page("1"), page("2", "three"), page("2")],
};

describeWithPrograms("npm run job, on AWS Batch", () => {
  let server: FakeServer;
  let programs: Programs;

  async function start(
    answer: Answers | ((request: ApiRequest) => Answer) = {},
    {
      args = ["train", "--stack", "dev"],
      ...more
    }: { args?: string[]; array?: number; container?: string } = {},
  ): Promise<Ended> {
    server = await startServer(typeof answer === "function" ? answer : answering({ ...usual, ...answer }));
    programs = new Programs(server.url);
    programs.pulumi({ jobs: { train: { ...train, ...more } } });
    return run(programs, args);
  }

  afterEach(() => {
    server.close();
    programs.remove();
  });

  it("submits the job, says why it waits, follows its log lines, each once, and ends with 0", async () => {
    assert.deepEqual(await start(), {
      status: 0,
      lines: ["one", "two", "three"],
      notes: [
        `Started ${id}`,
        "Waiting: MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too large",
        "Task first",
        "Job train ended with exit status 0",
      ],
    });
    const [{ action, input, headers } = assert.fail()] = server.requests;
    assert.equal(action, submit);
    assert.deepEqual(input, { jobName: "train", jobQueue: queue, jobDefinition: definition });
    assert.match(String(headers.authorization), /\/eu-central-1\/batch\/aws4_request/);
  });

  it("follows each attempt", async () => {
    const attempts = [{ container: container("first", { exitCode: 1 }) }];
    const { lines, notes } = await start({
      [describeJobs]: described({ status: "SUCCEEDED", attempts, container: container("second") }),
      GetLogEvents: [page("1", "of the first"), page("1"), page("2", "of the second"), page("2")],
    });
    assert.deepEqual(notes.slice(1, 3), ["Task first", "Task second"]);
    assert.deepEqual(lines, ["of the first", "of the second"]);
    const streams = server.requests.flatMap(({ input }) => input.logStreamName ?? []);
    assert.deepEqual([...new Set(streams)], ["train/default/first", "train/default/second"]);
  });

  it("submits an array, puts the index before its lines, and ends as the first container that failed", async () => {
    const child = (index: number, more: { status: string; container?: object }) => ({
      jobId: `${id}:${index}`,
      arrayProperties: { index },
      container: container(`of-${index}`),
      ...more,
    });
    const children = [
      child(0, { status: "SUCCEEDED" }),
      child(1, { status: "FAILED", container: container("of-1", { exitCode: 3 }) }),
      child(2, { status: "FAILED", container: container("of-2", { exitCode: 4 }) }),
    ];
    const parent = {
      jobId: id,
      status: "FAILED",
      statusReason: "Array Child Job failed",
      arrayProperties: { size: 3, statusSummary: { FAILED: 2, SUCCEEDED: 1 } },
    };
    const ended = await start(
      ({ action, input }) => {
        if (action === submit) return usual[submit] as Answer;
        if (action === listJobs) {
          assert.equal(input.arrayJobId, id);
          const ofStatus = children.filter(({ status }) => status === input.jobStatus);
          // Two pages, so that both are read.
          const [first, ...others] = input.nextToken ? ofStatus.slice(1) : ofStatus;
          const jobSummaryList = first ? [{ jobId: first.jobId, jobName: "train" }] : [];
          return { jobSummaryList, ...(others.length > 0 && !input.nextToken && { nextToken: "more" }) };
        }
        if (action === describeJobs) {
          const ids = input.jobs as string[];
          const all: { jobId: string }[] = [parent, ...children];
          return { jobs: all.filter(({ jobId }) => ids.includes(jobId)) };
        }
        const name = String(input.logStreamName);
        return input.nextToken ? page("1") : page("1", `line of ${name.slice(name.lastIndexOf("/") + 1)}`);
      },
      { array: 3 },
    );
    assert.deepEqual(ended, {
      status: 3,
      lines: ["[0] line of of-0", "[1] line of of-1", "[2] line of of-2"],
      notes: [
        `Started ${id}`,
        "Task [0] of-0",
        "Task [1] of-1",
        "Task [2] of-2",
        "Job train failed in 2 of 3 containers: that of index 1 ended with exit status 3",
      ],
    });
    assert.deepEqual(server.requests[0]?.input.arrayProperties, { size: 3 });
  });

  const ends: [string, object, number, string][] = [
    [
      "the container's exit status",
      { statusReason: "Essential container in task exited", container: { exitCode: 3 } },
      3,
      "Job train ended with exit status 3",
    ],
    [
      "that of a container that was killed for its memory",
      {
        statusReason: "Essential container in task exited",
        container: { exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
      },
      137,
      "Job train ended with exit status 137: OutOfMemoryError: Container killed due to memory usage",
    ],
    [
      "1 where the container didn't start",
      { statusReason: "Task failed to start", container: { reason: "CannotPullContainerError: not found" } },
      1,
      "Job train failed: CannotPullContainerError: not found; Task failed to start",
    ],
    [
      "1 after the timeout",
      { statusReason: "Job attempt duration exceeded timeout", container: { exitCode: 137 } },
      1,
      "Job train took longer than its timeoutMinutes and was stopped",
    ],
    ["1 where somebody stopped it", { statusReason: "by hand" }, 1, "Job train failed: by hand"],
  ];
  for (const [title, ended, status, note] of ends) {
    it(`exits with ${title}`, async () => {
      const answers = { [describeJobs]: described({ status: "FAILED", ...ended }) };
      assert.deepEqual(await start(answers), { status, lines: [], notes: [`Started ${id}`, note] });
    });
  }

  describe("of a job with files", () => {
    const containers = (...own: object[]) => [{ containers: [{ name: "train-files", exitCode: 0 }, ...own] }];
    const of = (task: string, more: object = {}) => ({
      name: "train",
      logStreamName: `train/train/${task}`,
      ...more,
    });

    it("follows its own container, and ends as that", async () => {
      const ended = await start(
        {
          [describeJobs]: described({
            status: "FAILED",
            statusReason: "Essential container in task exited",
            attempts: [{ taskProperties: containers(of("first", { exitCode: 1 })) }],
            ecsProperties: { taskProperties: containers(of("second", { exitCode: 3 })) },
          }),
          GetLogEvents: [page("1", "of the first"), page("1"), page("2", "of the second"), page("2")],
        },
        { container: "train" },
      );
      assert.deepEqual(ended, {
        status: 3,
        lines: ["of the first", "of the second"],
        notes: [`Started ${id}`, "Task first", "Task second", "Job train ended with exit status 3"],
      });
    });

    it("exits with 1 where its files couldn't be written", async () => {
      const failed = [{ containers: [{ name: "train-files", exitCode: 2 }, { name: "train" }] }];
      const ended = await start(
        {
          [describeJobs]: described({
            status: "FAILED",
            statusReason: "Dependent containers failed",
            ecsProperties: { taskProperties: failed },
          }),
        },
        { container: "train" },
      );
      const note =
        "Job train failed: its container train-files ended with exit status 2; Dependent containers failed";
      assert.deepEqual(ended, { status: 1, lines: [], notes: [`Started ${id}`, note] });
    });
  });

  it("submits once, whatever fails, and repeats what AWS throttles afterwards", async () => {
    const refused = { status: 500, body: { message: "try again" } };
    const { status, notes } = await start({ [submit]: refused });
    assert.equal(status, 1);
    assert.match(notes.join(), /try again/);
    assert.equal(server.requests.length, 1);
    server.close();
    programs.remove();
    const throttled = { status: 429, body: { message: "Too Many Requests" } };
    const [, ...others] = usual[describeJobs] as Answer[];
    assert.equal((await start({ [describeJobs]: [throttled, ...others] })).status, 0);
  });

  it("leaves the run alone with --detach", async () => {
    const ended = await start({}, { args: ["train", "-s", "dev", "--detach"] });
    assert.deepEqual(ended, { status: 0, lines: [], notes: [`Started ${id}`, advice] });
    assert.equal(server.requests.length, 1);
  });
});
