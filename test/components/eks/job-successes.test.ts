import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { createEksJobs, EksCluster, type EksClusterArgs, nodesForJob } from "../../../components/eks";
import { statusPattern } from "../../../components/eks/job-failures";
import type { JobDescription } from "../../../components/job";
import { type FakeServer, startServer } from "../../commands/fake-server";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { network } from "./described";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";

function planOfJobs(
  jobs: Record<string, Partial<JobDescription>>,
  ofCluster: Partial<EksClusterArgs> = {},
): Promise<RecordedPlan> {
  return planOf(() => {
    const described = Object.fromEntries(
      Object.entries(jobs).map(([name, job]) => [name, { image, ...job }]),
    );
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: Object.values(described).map(nodesForJob),
      ...ofCluster,
    });
    return createEksJobs("eks", { cluster, jobs: described }, {}).outputs;
  });
}

describe("Jobs on EKS after others that succeeded", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfJobs({
      report: { schedule: "rate(1 day)", logs: { retentionDays: 30 } },
      publish: { on: { job: "report" } },
      index: { on: { job: "report" } },
    });
  });

  const own = (type: string) => plan.resource(type, "eks-job-successes");
  const machine = (job: string) => plan.resource("StateMachine", `${job}-start`).outputs.arn;

  it("hear of the completion of Jobs from the audit log", () => {
    const { name: _, ...inputs } = own("LogSubscriptionFilter").inputs;
    assert.deepEqual(inputs, {
      logGroup: "/aws/eks/shop/cluster",
      filterPattern: statusPattern("services", "Complete"),
      destinationArn: own("lambda/function:Function").outputs.arn,
    });
    assert.equal(
      inputs.filterPattern,
      '{ ($.objectRef.resource = "jobs") && ($.objectRef.subresource = "status") && ($.objectRef.namespace = "services") && ' +
        '(($.responseObject.status.conditions[1].type = "Complete") || ($.responseObject.status.conditions[2].type = "Complete")) }',
    );
    assert.deepEqual(own("lambda/permission:Permission").inputs, {
      function: own("lambda/function:Function").outputs.name,
      action: "lambda:InvokeFunction",
      principal: "logs.amazonaws.com",
      sourceAccount: "000000000000",
      sourceArn: "arn:aws:logs:us-east-1:000000000000:log-group:/aws/eks/shop/cluster:*",
    });
    assert.ok(plan.dependenciesOf(own("LogSubscriptionFilter")).includes("eks-job-successes"));
  });

  it("are started by a function that may start their state machines alone, and gives up to the queue", () => {
    const { code, environment, ...inputs } = own("lambda/function:Function").inputs;
    const logGroup = plan.resource("logGroup:LogGroup", "eks-job-successes-logs");
    const { arn: deadLetters } = plan.resource("sqs/queue:Queue", "eks-dead-letters").outputs;
    assert.deepEqual(inputs, {
      description: "Starts jobs after others that succeeded",
      role: own("iam/role:Role").outputs.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "start-next-jobs.handler",
      timeout: 60,
      deadLetterConfig: { targetArn: deadLetters },
      loggingConfig: { logFormat: "Text", logGroup: logGroup.outputs.name },
    });
    assert.match(JSON.stringify(code), /"start-next-jobs.mjs".*StartExecutionCommand/s);
    const { STARTS } = (environment as { variables: Record<string, string> }).variables;
    const machines = [machine("publish"), machine("index")];
    assert.deepEqual(json(STARTS), { report: machines });
    assert.deepEqual((json(own("RolePolicy").inputs.policy) as { Statement: object[] }).Statement, [
      { Sid: "StartJobs", Effect: "Allow", Action: "states:StartExecution", Resource: machines },
      { Sid: "GiveUpStarts", Effect: "Allow", Action: "sqs:SendMessage", Resource: deadLetters },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroup.outputs.arn}:*`,
      },
    ]);
    assert.deepEqual(logGroup.inputs, { retentionInDays: 30 });
  });

  it("have no rule of EventBridge, and the alarm of the queue", () => {
    assert.deepEqual(plan.ofType("cloudwatch/eventRule:EventRule"), []);
    assert.equal(plan.ofType("StateMachine").length, 2);
    assert.ok(plan.resource("MetricAlarm", "eks-dead-letters"));
  });

  it("are there in a cluster whose API isn't open to the internet, too", async () => {
    const inVpc = await planOfJobs(
      { report: {}, publish: { on: { job: "report" } } },
      { endpoint: "private", endpointCidrs: ["10.0.0.0/16"] },
    );
    const names = inVpc.ofType("lambda/function:Function").map(({ name }) => name);
    assert.deepEqual(names.sort(), ["eks-api-calls", "eks-job-successes"]);
  });
});

describe("The Lambda function that starts jobs after others", () => {
  let handler: typeof import("../../../components/eks/start-next-jobs.mjs").handler;
  let api: FakeServer;
  let answer: object;
  const environment = { ...process.env };
  const { log } = console;
  const machineOf = (job: string) => `arn:aws:states:us-east-1:111122223333:stateMachine:shop-${job}_start`;

  before(async () => {
    api = await startServer(() => answer);
    Object.assign(process.env, {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_ENDPOINT_URL_SFN: api.url,
      AWS_MAX_ATTEMPTS: "1",
      STARTS: JSON.stringify({ report: [machineOf("publish"), machineOf("index")] }),
    });
    console.log = () => {};
    ({ handler } = await import("../../../components/eks/start-next-jobs.mjs"));
  });

  beforeEach(() => {
    api.requests.length = 0;
    answer = { executionArn: "arn", startDate: 0 };
  });

  after(() => {
    console.log = log;
    api.close();
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  });

  const succeeded = (job: string, owner = "CronJob") => ({
    objectRef: { resource: "jobs", subresource: "status", namespace: "services", name: `${job}-1` },
    responseObject: {
      metadata: {
        name: `${job}-1`,
        namespace: "services",
        uid: "6c1f3f0e-0000-4000-8000-000000000000",
        ownerReferences: [{ kind: owner, name: job }],
      },
      status: {
        startTime: "2026-11-22T03:00:00Z",
        completionTime: "2026-11-22T03:04:05Z",
        conditions: [{ type: "SuccessCriteriaMet" }, { type: "Complete" }],
      },
    },
  });
  const lines = (records: object[], messageType = "DATA_MESSAGE") => {
    const logEvents = records.map((record, index) => ({
      id: String(index),
      message: JSON.stringify(record),
    }));
    const data = gzipSync(JSON.stringify({ messageType, logEvents })).toString("base64");
    return { awslogs: { data } };
  };

  it("starts each of them once for a Job, with what succeeded as the event", async () => {
    await handler(lines([succeeded("report"), succeeded("other"), succeeded("report", "Workflow")]));
    assert.deepEqual(
      api.requests.map(({ action, input: { stateMachineArn, name } }) => [action, stateMachineArn, name]),
      ["publish", "index"].map((job) => [
        "StartExecution",
        machineOf(job),
        "6c1f3f0e-0000-4000-8000-000000000000",
      ]),
    );
    assert.deepEqual(JSON.parse(String(api.requests[0]?.input.input)), {
      "detail-type": "Job Succeeded",
      time: "2026-11-22T03:04:05Z",
      detail: {
        job: "report",
        name: "report-1",
        namespace: "services",
        uid: "6c1f3f0e-0000-4000-8000-000000000000",
        startTime: "2026-11-22T03:00:00Z",
        completionTime: "2026-11-22T03:04:05Z",
      },
    });
  });

  it("takes a start that is there already as one, and fails with any other refusal", async () => {
    const refusal = (type: string) => ({ status: 400, body: { __type: type, message: "no" } });
    answer = refusal("ExecutionAlreadyExists");
    await handler(lines([succeeded("report")]));
    assert.equal(api.requests.length, 2);
    answer = refusal("StateMachineDoesNotExist");
    await assert.rejects(handler(lines([succeeded("report")])), { name: "StateMachineDoesNotExist" });
  });

  it("does nothing with the message by which CloudWatch Logs tests the subscription", async () => {
    await handler(lines([{}], "CONTROL_MESSAGE"));
    assert.deepEqual(api.requests, []);
  });
});
