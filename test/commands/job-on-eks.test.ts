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

const jobs = "/apis/batch/v1/namespaces/services/jobs";
const pods = "/api/v1/namespaces/services/pods";
const cronJobPath = "GET /apis/batch/v1/namespaces/services/cronjobs/render";
const render = { platform: "eks", namespace: "services", cronJob: "render", container: "job" };

const labels = { "app.kubernetes.io/name": "render" };
const podTemplate = {
  metadata: { labels },
  spec: { restartPolicy: "Never", containers: [{ name: "job", image: "render:1" }] },
};
const cronJob = (concurrencyPolicy: string) => ({
  metadata: { name: "render", namespace: "services", uid: "uid-1" },
  spec: {
    schedule: "0 0 1 1 *",
    suspend: true,
    concurrencyPolicy,
    jobTemplate: {
      metadata: { labels, annotations: { team: "a" } },
      spec: { backoffLimit: 1, template: podTemplate },
    },
  },
});

const condition = (type: string, more = {}) => ({ conditions: [{ type, status: "True", ...more }] });
const running = { spec: {}, status: { active: 1 } };
const complete = { spec: {}, status: condition("Complete") };
const failed = {
  spec: {},
  status: condition("Failed", { reason: "BackoffLimitExceeded", message: "Job has reached the limit" }),
};

interface PodState {
  createdAt?: number;
  index?: number;
  state?: object;
  status?: object;
}
const pod = (name: string, { createdAt = 0, index, state, status }: PodState = {}) => ({
  metadata: {
    name,
    creationTimestamp: `2026-11-21T10:00:0${createdAt}Z`,
    annotations: index === undefined ? {} : { "batch.kubernetes.io/job-completion-index": String(index) },
  },
  status: {
    phase: "Running",
    containerStatuses: state && [
      { name: "job", image: "", imageID: "", ready: true, restartCount: 0, state },
    ],
    ...status,
  },
});
const ended = (exitCode: number, second = 1, reason = exitCode === 0 ? "Completed" : "Error") => ({
  terminated: { exitCode, reason, finishedAt: `2026-11-21T10:00:0${second}Z` },
});
const isRunning = { running: { startedAt: "2026-11-21T10:00:00Z" } };
const lines = (...numbered: [number, string][]) =>
  numbered.map(([number, text]) => `2026-11-21T10:00:00.00000000${number}Z ${text}\n`).join("");

describeWithPrograms("npm run job on EKS", () => {
  let server: FakeServer;
  let programs: Programs;
  afterEach(() => {
    server.close();
    programs.remove();
  });

  /** Runs the job with these answers to requests for it, its pods and their logs, by the pod's name. */
  async function start(
    answers: { job?: Answer[]; pods?: object[][]; logs?: Record<string, Answer[]>; others?: Answers },
    args = ["render", "--stack", "dev"],
  ): Promise<Ended> {
    const logs = Object.entries(answers.logs ?? {}).map(([name, texts]) => [
      `GET ${pods}/${name}/log`,
      texts,
    ]);
    const answer = answering({
      [cronJobPath]: cronJob("Allow"),
      [`POST ${jobs}`]: { metadata: { name: "created" } },
      job: answers.job ?? [complete],
      [`GET ${pods}`]: (answers.pods ?? [[]]).map((items) => ({ items })),
      ...Object.fromEntries(logs),
      ...answers.others,
    });
    server = await startServer((request: ApiRequest) =>
      answer(request.action.startsWith(`GET ${jobs}/render-`) ? { ...request, action: "job" } : request),
    );
    programs = new Programs(server.url);
    programs.pulumi({ jobs: { render }, kubeconfig: "[secret]" }, { kubeconfig: kubeconfig(server.url) });
    const result = await run(programs, args);
    const name = String((created().metadata as { name?: string } | undefined)?.name);
    return { ...result, notes: result.notes.map((note) => note.replaceAll(name, "NAME")) };
  }

  const created = () => server.requests.find(({ action }) => action === `POST ${jobs}`)?.input ?? {};

  it("creates a Job from the CronJob's template, follows its pod's log, each line once, and ends with 0", async () => {
    const result = await start({
      job: [running, running, running, complete],
      pods: [
        [],
        [pod("render-a")],
        [pod("render-a", { state: isRunning })],
        [pod("render-a", { state: ended(0) })],
      ],
      logs: {
        "render-a": [
          `${lines([1, "one"], [1, "with the same timestamp"])}2026-11-21T10:00:00.000000002Z unfini`,
          lines([1, "one"], [1, "with the same timestamp"], [2, "unfinished before"], [3, "three"]),
        ],
      },
    });
    assert.deepEqual(result, {
      status: 0,
      lines: ["one", "with the same timestamp", "unfinished before", "three"],
      notes: ["Started NAME", "Pod render-a", "Job render ended with exit status 0"],
    });
    const { metadata, ...body } = created();
    const { name, ...described } = metadata as { name: string };
    assert.match(name, /^render-[0-9a-f]{10}$/);
    assert.deepEqual(described, {
      namespace: "services",
      labels,
      annotations: { team: "a", "cronjob.kubernetes.io/instantiate": "manual" },
      ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name: "render", uid: "uid-1" }],
    });
    assert.deepEqual(body, {
      apiVersion: "batch/v1",
      kind: "Job",
      spec: { backoffLimit: 1, template: podTemplate },
    });
    const [first, second, ...more] = server.requests.filter(({ action }) => action.endsWith("/log"));
    assert.deepEqual(Object.fromEntries(first?.query ?? []), { container: "job", timestamps: "true" });
    const { sinceSeconds, ...others } = Object.fromEntries(second?.query ?? []);
    assert.deepEqual(others, { container: "job", timestamps: "true" });
    // A second at least since the first request, rounded up, and the overlap.
    assert.match(String(sinceSeconds), /^([6-9]|[1-9][0-9])$/);
    assert.deepEqual(more, []);
    const listed = server.requests.find(({ action }) => action === `GET ${pods}`);
    assert.equal(listed?.query.get("labelSelector"), `batch.kubernetes.io/job-name=${name}`);
  });

  it("gets its token as the stack's secret kubeconfig says", async () => {
    await start({});
    assert.equal(programs.awsArguments(), "eks get-token --cluster-name shop");
    assert.ok(server.requests.length > 2);
    for (const { headers } of server.requests) assert.equal(headers.authorization, "Bearer k8s-token");
  });

  it("exits with the status of the attempt that failed last, after the lines of all", async () => {
    const first = pod("render-b", { state: ended(4, 1), status: { phase: "Failed" } });
    const second = pod("render-a", { createdAt: 5, state: ended(3, 6), status: { phase: "Failed" } });
    const result = await start({
      job: [failed],
      pods: [[second, first]],
      logs: { "render-a": [lines([5, "again"])], "render-b": [lines([1, "first"])] },
    });
    assert.deepEqual(result, {
      status: 3,
      lines: ["first", "again"],
      notes: ["Started NAME", "Pod render-b", "Pod render-a", "Job render ended with exit status 3"],
    });
  });

  it("writes the index before the lines of an array", async () => {
    const state = ended(0);
    const result = await start({
      job: [{ ...complete, spec: { completions: 2 } }],
      pods: [[pod("render-0", { index: 0, state }), pod("render-1", { index: 1, state })]],
      logs: { "render-0": [lines([1, "one"])], "render-1": [lines([1, "one"])] },
    });
    assert.deepEqual(result.lines, ["[0] one", "[1] one"]);
  });

  it("says once why a pod waits, and goes on", async () => {
    const waiting = pod("render-a", {
      state: { waiting: { reason: "ImagePullBackOff", message: "Back-off pulling image" } },
    });
    const unschedulable = pod("render-a", {
      status: {
        conditions: [
          {
            type: "PodScheduled",
            status: "False",
            reason: "Unschedulable",
            message: "0/0 nodes are available",
          },
        ],
      },
    });
    const { notes } = await start({
      job: [running, running, running, complete],
      pods: [[unschedulable], [waiting], [waiting], [pod("render-a", { state: ended(0) })]],
      logs: { "render-a": [""] },
    });
    assert.deepEqual(notes.slice(1), [
      "Pod render-a",
      "Waiting: Unschedulable: 0/0 nodes are available",
      "Waiting: ImagePullBackOff: Back-off pulling image",
      "Job render ended with exit status 0",
    ]);
  });

  const ends: [string, object[], number, string][] = [
    [
      "1 after the timeout",
      [pod("render-a", { status: { phase: "Failed", reason: "DeadlineExceeded" } })],
      1,
      "Job render took longer than its timeoutMinutes and was stopped",
    ],
    [
      "the exit status of a container that was killed for its memory",
      [pod("render-a", { state: ended(137, 1, "OOMKilled"), status: { phase: "Failed" } })],
      137,
      "Job render ended with exit status 137: OOMKilled",
    ],
    [
      "1 where no container has started",
      [],
      1,
      "Job render failed: BackoffLimitExceeded: Job has reached the limit",
    ],
  ];
  for (const [title, found, status, note] of ends) {
    it(`exits with ${title}`, async () => {
      const result = await start({ job: [failed], pods: [found] });
      assert.equal(result.status, status);
      assert.equal(result.notes.at(-1), note);
    });
  }

  it("ends where somebody deletes the Job", async () => {
    const { status, notes } = await start({ job: [running, refused(404, "not found")] });
    assert.deepEqual([status, notes.at(-1)], [1, "Job render was stopped"]);
  });

  it("repeats reading where the API server throttles or fails, and gives up after five attempts", async () => {
    const throttled = refused(429, "too many requests");
    const good = await start({ job: [throttled, refused(503, "unavailable"), complete] });
    assert.equal(good.status, 0);
    server.close();
    programs.remove();
    const { status, notes } = await start({ job: [throttled] });
    assert.equal(status, 1);
    assert.deepEqual(notes.slice(1), [
      "Kubernetes refused (429): too many requests\nNo longer followed; the run may continue.\n" +
        "  log lines: kubectl logs --follow --namespace services job/NAME\n" +
        "  stop it:   kubectl delete job --namespace services NAME",
    ]);
    assert.equal(server.requests.filter(({ action }) => action.startsWith(`GET ${jobs}/`)).length, 5);
  });

  it("starts nothing where another run is in progress and the job forbids a second", async () => {
    const items = [
      { metadata: { name: "render-old" }, status: condition("Complete") },
      { metadata: { name: "render-now" }, status: { active: 1 } },
    ];
    const others = { [cronJobPath]: cronJob("Forbid"), [`GET ${jobs}`]: { items } };
    const result = await start({ others });
    assert.deepEqual(result, { status: 1, lines: [], notes: ["Another run is in progress: render-now"] });
    assert.deepEqual(created(), {});
    const listed = server.requests.find(({ action }) => action === `GET ${jobs}`);
    assert.equal(listed?.query.get("labelSelector"), "app.kubernetes.io/name=render");
  });

  it("says what the cluster refuses to start", async () => {
    const others = { [`POST ${jobs}`]: refused(403, "jobs.batch is forbidden") };
    assert.deepEqual(await start({ others }), {
      status: 1,
      lines: [],
      notes: ["Kubernetes refused (403): jobs.batch is forbidden"],
    });
  });
});

const refused = (status: number, message: string) => ({ status, body: { kind: "Status", message } });

/** As the stack's output has it: a text of JSON, which gets tokens by `aws`. */
function kubeconfig(server: string): string {
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", "shop"],
  };
  return JSON.stringify({
    apiVersion: "v1",
    clusters: [{ name: "shop", cluster: { server, "insecure-skip-tls-verify": true } }],
    contexts: [{ name: "aws", context: { cluster: "shop", user: "aws" } }],
    "current-context": "aws",
    kind: "Config",
    users: [{ name: "aws", user: { exec } }],
  });
}
