import assert from "node:assert/strict";
import { usage } from "../../commands/smoke/command-line";
import { runSmoke } from "../../commands/smoke/run-smoke";
import { describeWithPrograms, Programs } from "./a-command";
import { type Answer, type Answers, answering, type FakeServer, startServer } from "./fake-server";

const region = "eu-central-1";
const cluster = `arn:aws:ecs:${region}:111122223333:cluster/shop`;
const serviceArn = `arn:aws:ecs:${region}:111122223333:service/shop/web-service`;
const revision = (number: number) => `arn:aws:ecs:${region}:111122223333:task-definition/web-task:${number}`;
const repository = `111122223333.dkr.ecr.${region}.amazonaws.com/web`;
const image = { tag: `${repository}:abc`, digest: `${repository}@sha256:0123` };
const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:111122223333:targetgroup/web/1`;

const resources = [
  {
    type: "aws:ecs/service:Service",
    urn: "urn:pulumi:dev::shop::aws-containers:ecs:FargateService$aws:ecs/service:Service::web-service",
    parent: "urn:pulumi:dev::shop::aws-containers:ecs:FargateService::web",
    id: serviceArn,
    outputs: { cluster, taskDefinition: revision(7), loadBalancers: [{ targetGroupArn }] },
  },
  {
    type: "aws:lb/targetGroup:TargetGroup",
    parent: "urn:pulumi:dev::shop::aws-containers:ecs:FargateService::web",
    id: targetGroupArn,
    outputs: { healthCheck: { path: "/healthz" } },
  },
];

const service = (more: object = {}) => ({
  services: [
    {
      status: "ACTIVE",
      taskDefinition: revision(7),
      desiredCount: 2,
      deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED" }],
      ...more,
    },
  ],
});
const task = (number: number, running: object) => ({
  lastStatus: "RUNNING",
  taskDefinitionArn: revision(number),
  containers: [{ name: "web", ...running }],
});
const targets = (...states: [state: string, description?: string][]) =>
  `<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>${states
    .map(
      ([state, description = ""]) =>
        `<member><TargetHealth><State>${state}</State><Description>${description}</Description></TargetHealth></member>`,
    )
    .join("")}</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>`;

const onEcs: Answers = {
  DescribeServices: service(),
  ListTasks: { taskArns: ["a", "b"] },
  DescribeTasks: {
    tasks: [task(7, { image: image.tag }), task(7, { image: "other", imageDigest: "sha256:0123" })],
  },
  DescribeTargetHealth: targets(["healthy"], ["draining"]),
  "GET /healthz": "ok",
};

const deploymentPath = "GET /apis/apps/v1/namespaces/services/deployments/web";
const podsPath = "GET /api/v1/namespaces/services/pods";
const gate = "target-health.eks.amazonaws.com/k8s-services-web";
const pod = (reference: string, isHealthy: boolean) => ({
  metadata: { name: "web-1" },
  spec: { containers: [{ name: "service", image: reference }], readinessGates: [{ conditionType: gate }] },
  status: { phase: "Running", conditions: [{ type: gate, status: isHealthy ? "True" : "False" }] },
});
const onEks: Answers = {
  [deploymentPath]: {
    metadata: { name: "web", namespace: "services", generation: 3 },
    spec: { replicas: 1, selector: { matchLabels: { "app.kubernetes.io/name": "web" } } },
    status: { observedGeneration: 3, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
  },
  [podsPath]: { items: [pod(image.tag, true)] },
  "GET /healthz": "ok",
};
const eksResources = [
  {
    type: "kubernetes:apps/v1:Deployment",
    parent: "urn:pulumi:dev::shop::aws-containers:eks:Workload::web",
    id: "services/web",
    outputs: {
      metadata: { name: "web", namespace: "services" },
      spec: {
        template: {
          spec: { containers: [{ readinessProbe: { httpGet: { path: "/healthz", port: "http" } } }] },
        },
      },
    },
  },
];

describeWithPrograms("npm run smoke", () => {
  let server: FakeServer;
  let programs: Programs;

  async function look(
    platform: "ecs" | "eks",
    answers: Answers = {},
    { args = ["--stack", "dev"], path = "/" } = {},
  ): Promise<{ status: number; lines: string[]; notes: string[] }> {
    const usual = platform === "ecs" ? onEcs : onEks;
    server = await startServer(answering({ ...usual, ...answers }));
    programs = new Programs(server.url);
    const kubeconfig = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "a", cluster: { server: server.url, "insecure-skip-tls-verify": true } }],
      users: [{ name: "a", user: { token: "t" } }],
      contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
      "current-context": "a",
    };
    programs.pulumi(
      {
        [`${platform}Urls`]: { web: `${server.url}${path}` },
        imageUris: { web: image },
        kubeconfig: "[secret]",
      },
      { kubeconfig },
      platform === "ecs" ? resources : eksResources,
    );
    const lines: string[] = [];
    const notes: string[] = [];
    const print = (line: string) => lines.push(line.replaceAll(server.url, "URL"));
    const terminal = { print, note: (text: string) => notes.push(text), interval: 5 };
    const status = await programs.using(() => runSmoke(args, terminal));
    return { status, lines, notes };
  }

  afterEach(() => {
    server?.close();
    programs?.remove();
  });

  it("says of a service on ECS what runs, with its version, and of its targets and its URL that they answer", async () => {
    assert.deepEqual(await look("ecs"), {
      status: 0,
      lines: [
        "ok       URL/healthz (web on ECS): answers 200",
        "ok       web on ECS: web-task:7 is deployed",
        "ok       tasks of web on ECS: 2 of 2 run with web:abc",
        "ok       targets of web on ECS: 1 healthy",
        "4 ok",
      ],
      notes: [],
    });
    const { input, headers } =
      server.requests.find(({ action }) => action === "DescribeServices") ?? assert.fail();
    assert.deepEqual(input, { cluster, services: [serviceArn] });
    assert.match(String(headers.authorization), /\/eu-central-1\/ecs\/aws4_request/);
  });

  const logs = "         next: why tasks stop or don't start: docs/operations.md, Logs";
  const failures: [string, Answers, string[]][] = [
    [
      "another task definition is deployed",
      { DescribeServices: service({ taskDefinition: revision(6) }) },
      [
        "FAILED   web on ECS: its task definition is web-task:6, the stack's is web-task:7",
        "         next: a deployment was rolled back, or a pipeline deploys this service: docs/operations.md, Roll back",
        "FAILED   tasks of web on ECS: 2 of 2 run web-task:7",
        logs,
      ],
    ],
    [
      "its deployment hasn't ended",
      {
        DescribeServices: service({ deployments: [{ status: "PRIMARY", rolloutState: "IN_PROGRESS" }] }),
      },
      [
        "FAILED   web on ECS: its deployment is IN_PROGRESS",
        "         next: wait for its end (--wait SECONDS), or look at the service's events: docs/operations.md, Logs",
      ],
    ],
    [
      "its first deployment failed",
      {
        DescribeServices: service({
          deployments: [{ status: "PRIMARY", rolloutState: "FAILED", rolloutStateReason: "circuit breaker" }],
        }),
      },
      [
        "FAILED   web on ECS: its deployment is FAILED: circuit breaker",
        "         next: ECS has no previous version to roll back to: docs/operations.md, Faults",
      ],
    ],
    [
      "too few tasks run",
      { ListTasks: { taskArns: ["a"] }, DescribeTasks: { tasks: [task(7, { image: image.tag })] } },
      ["FAILED   tasks of web on ECS: 1 of 2 run", logs],
    ],
    [
      "a task runs another image",
      { DescribeTasks: { tasks: [task(7, { image: image.tag }), task(7, { image: `${repository}:old` })] } },
      [`FAILED   tasks of web on ECS: 1 of 2 don't run ${image.tag}`, logs],
    ],
    [
      "targets aren't healthy",
      { DescribeTargetHealth: targets(["healthy"], ["unhealthy", "Health checks failed"]) },
      [
        "FAILED   targets of web on ECS: 1 of 2 aren't healthy (unhealthy: Health checks failed)",
        "         next: the service has to answer on health.path with 200 in time: docs/operations.md, Faults",
      ],
    ],
    [
      "there are no targets",
      { DescribeTargetHealth: targets() },
      [
        "FAILED   targets of web on ECS: there are none",
        "         next: the service has to answer on health.path with 200 in time: docs/operations.md, Faults",
      ],
    ],
    [
      "its URL answers 503",
      { "GET /healthz": { status: 503, body: {} } },
      [
        "FAILED   URL/healthz (web on ECS): answers 503",
        "         next: no target is healthy, or no rule leads to one: see the checks of its targets",
      ],
    ],
    [
      "AWS refuses",
      { DescribeServices: { status: 400, body: { __type: "AccessDeniedException", message: "no" } } },
      [
        "FAILED   web on ECS: AccessDeniedException: no",
        "         next: credentials of whoever may look at the stack; on EKS also an address inside eks.endpointCidrs",
      ],
    ],
  ];
  for (const [title, answers, lines] of failures) {
    it(`fails where ${title}`, async () => {
      const ended = await look("ecs", answers);
      assert.deepEqual(
        ended.lines.filter((line) => /^(FAILED| )/.test(line)),
        lines,
      );
      assert.equal(ended.status, 1);
      assert.match(ended.lines.at(-1) ?? "", /^(\d ok, )?[12] failed$|^\d ok, \d failed$/);
    });
  }

  it("asks a URL with a path of its own as it is, where any answer of the service counts", async () => {
    const notFound: Answer = { status: 404, body: {} };
    const { lines, status } = await look("ecs", { "GET /api/": notFound }, { path: "/api/" });
    assert.equal(lines[0], "ok       URL/api/ (web on ECS): answers 404");
    assert.equal(status, 0);
  });

  it("asks no URL where it mustn't", async () => {
    const { lines } = await look("ecs", {}, { args: ["--stack", "dev", "--no-requests"] });
    assert.deepEqual([lines[0], lines.at(-1)], ["ok       web on ECS: web-task:7 is deployed", "3 ok"]);
    assert.ok(!server.requests.some(({ action }) => action.startsWith("GET ")));
  });

  it("repeats failed checks as long as it may wait", async () => {
    const { status, notes, lines } = await look(
      "ecs",
      { DescribeTargetHealth: [targets(["initial"]), targets(["healthy"])] },
      { args: ["--stack", "dev", "--wait", "5"] },
    );
    assert.deepEqual([status, notes, lines.at(-1)], [0, ["3 ok, 1 failed; looking again"], "4 ok"]);
  });

  it("says of a service on EKS that its rollout is complete, its pods have the image and their targets are healthy", async () => {
    assert.deepEqual((await look("eks")).lines, [
      "ok       URL/healthz (web on EKS): answers 200",
      "ok       web on EKS: 1 of 1 replicas are up to date and available",
      "ok       pods of web on EKS: 1 run web:abc",
      "ok       targets of web on EKS: 1 healthy",
      "4 ok",
    ]);
    const pods = server.requests.find(({ action }) => action === podsPath);
    assert.equal(pods?.query.get("labelSelector"), "app.kubernetes.io/name=web");
  });

  it("fails where pods are of another image, aren't healthy, or the rollout is stuck", async () => {
    const { status, lines } = await look("eks", {
      [deploymentPath]: {
        ...(onEks[deploymentPath] as object),
        status: {
          observedGeneration: 3,
          replicas: 2,
          updatedReplicas: 1,
          conditions: [{ type: "Progressing", status: "False", message: "deadline exceeded" }],
        },
      },
      [podsPath]: { items: [pod(`${repository}:old`, false)] },
    });
    assert.equal(status, 1);
    assert.deepEqual(
      lines.filter((line) => line.startsWith("FAILED")),
      [
        "FAILED   web on EKS: 1 of 1 replicas are up to date, 0 available: deadline exceeded",
        `FAILED   pods of web on EKS: 1 of 1 don't run ${image.tag}`,
        "FAILED   targets of web on EKS: 1 of 1 aren't healthy",
      ],
    );
  });

  it("ends with 2 for wrong usage, and explains itself", async () => {
    assert.deepEqual(await look("ecs", {}, { args: ["--wait", "long"] }), {
      status: 2,
      lines: [],
      notes: ["--wait is long: must be seconds, 0 to 3600"],
    });
    const { status, notes } = await look("ecs", {}, { args: ["--help"] });
    assert.deepEqual([status, notes], [0, [usage]]);
  });

  it("ends with 1 where the stack can't be read", async () => {
    const { status, notes } = await look("ecs", {}, { args: ["--stack", "prod"] });
    assert.equal(status, 1);
    assert.match(notes[0] ?? "", /no stack named 'prod' found/);
  });
});
