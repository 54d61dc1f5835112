import assert from "node:assert/strict";
import { type ApiRequest, type FakeServer, startServer } from "../../commands/fake-server";

type Function = typeof import("../../../components/eks/drain-node.mjs");

interface Pod {
  metadata: { name: string; namespace: string; uid: string; deletionTimestamp?: string };
  status?: { phase: string };
}

const instanceId = "i-0123456789abcdef0";
const ofDaemonSet = { ownerReferences: [{ kind: "DaemonSet" }] };
const ofNode = { annotations: { "kubernetes.io/config.mirror": "0a1b" } };

const pod = (name: string, others: object = {}, phase = "Running"): Pod => ({
  metadata: { name, namespace: "services", uid: `uid-${name}`, ...others },
  status: { phase },
});

describe("The Lambda function that drains nodes", () => {
  let called: Function;
  let aws: FakeServer;
  let pods: Pod[];
  /** Statuses of the evictions of a pod, one after another. */
  let evictions: Record<string, number[]>;
  const environment = { ...process.env };
  const { log } = console;
  const lines: object[] = [];

  /** The API of the cluster, by the function in the VPC, and that of Auto Scaling. */
  function answer({ action, input }: ApiRequest): object | string {
    if (action === "CompleteLifecycleAction") return "<CompleteLifecycleActionResponse/>";
    assert.equal(action, "POST /2015-03-31/functions/eks-api-calls/invocations");
    const {
      Method,
      Path,
      QueryParameters = {},
    } = input as {
      Method: string;
      Path: string;
      QueryParameters?: Record<string, string[]>;
    };
    if (Path === "/api/v1/nodes") {
      // Of the second page.
      const other = { metadata: { name: "ip-10-0-0-1" }, spec: { providerID: "aws:///us-east-1a/i-0f" } };
      const node = {
        metadata: { name: "ip-10-0-0-2" },
        spec: { providerID: `aws:///us-east-1a/${instanceId}` },
      };
      const body = QueryParameters.continue
        ? { items: [node], metadata: {} }
        : { items: [other], metadata: { continue: "next" } };
      return { StatusCode: 200, ResponseBody: body };
    }
    if (Path === "/api/v1/pods") return { StatusCode: 200, ResponseBody: { items: pods } };
    if (Method === "PATCH") return { StatusCode: 200, ResponseBody: {} };
    const name = Path.split("/").at(-2) ?? "";
    const status = evictions[name]?.shift() ?? 201;
    if (status === 201) {
      pods = pods.filter(({ metadata }) => metadata.name !== name);
      return { StatusCode: 201, ResponseBody: {} };
    }
    return {
      status: 200,
      headers: { "x-amz-function-error": "Unhandled" },
      body: { errorType: `EKS.${status}`, errorMessage: `POST ${Path}` },
    };
  }

  before(async () => {
    called = await import("../../../components/eks/drain-node.mjs");
    aws = await startServer((request) => answer(request));
  });

  after(() => aws.close());

  beforeEach(() => {
    pods = [];
    evictions = {};
    aws.requests.length = 0;
    lines.length = 0;
    console.log = (line: string) => lines.push(JSON.parse(line));
    Object.assign(process.env, {
      API_FUNCTION: "eks-api-calls",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_ENDPOINT_URL_AUTO_SCALING: aws.url,
      AWS_ENDPOINT_URL_LAMBDA: aws.url,
      AWS_REGION: "us-east-1",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_SESSION_TOKEN: "session",
    });
  });

  afterEach(() => {
    console.log = log;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  });

  const calls = () => aws.requests.map(({ input: { Method, Path } }) => `${Method} ${Path}`);
  const later = () => Date.now() + 60_000;

  it("cordons the node of the instance, and evicts its pods but those that belong to the node or have ended", async () => {
    pods = [
      pod("web"),
      pod("agent", ofDaemonSet),
      pod("static", ofNode),
      pod("done", {}, "Succeeded"),
      pod("failed", {}, "Failed"),
    ];
    assert.equal(await called.drain(instanceId, later(), 0), true);
    assert.deepEqual(calls(), [
      "GET /api/v1/nodes",
      "GET /api/v1/nodes",
      "PATCH /api/v1/nodes/ip-10-0-0-2",
      "GET /api/v1/pods",
      "POST /api/v1/namespaces/services/pods/web/eviction",
      "GET /api/v1/pods",
    ]);
    const inputs = aws.requests.map(({ input }) => input);
    assert.deepEqual(inputs[1]?.QueryParameters, { limit: ["100"], continue: ["next"] });
    assert.deepEqual(inputs[2]?.RequestBody, { spec: { unschedulable: true } });
    assert.deepEqual(inputs[3]?.QueryParameters, { fieldSelector: ["spec.nodeName=ip-10-0-0-2"] });
    assert.deepEqual(inputs[4]?.RequestBody, {
      apiVersion: "policy/v1",
      kind: "Eviction",
      metadata: { namespace: "services", name: "web" },
      deleteOptions: { preconditions: { uid: "uid-web" } },
    });
    assert.deepEqual(lines.at(-1), { instanceId, node: "ip-10-0-0-2", pods: 0, waiting: [] });
  });

  it("waits for disruption budgets and for pods that are ending, as long as there is time", async () => {
    pods = [pod("web"), pod("api"), pod("ending", { deletionTimestamp: "2026-11-22T03:04:05Z" })];
    evictions = { web: [429, 429], api: [404] };
    assert.equal(await called.drain(instanceId, Date.now() - 1, 0), false);
    assert.deepEqual(lines.at(-1), {
      instanceId,
      node: "ip-10-0-0-2",
      pods: 3,
      waiting: ["services/web"],
    });
    pods = pods.filter(({ metadata: { name } }) => name === "web");
    assert.equal(await called.drain(instanceId, later(), 0), true);
  });

  it("lets Auto Scaling go on, also where the instance is no node or the cluster doesn't answer", async () => {
    const detail = {
      EC2InstanceId: "i-0fedcba9876543210",
      AutoScalingGroupName: "eks-arm64-2a3b4c5",
      LifecycleHookName: "eks-arm64-drain-1f2e3d4",
      LifecycleActionToken: "0a1b2c3d",
    };
    const context = { getRemainingTimeInMillis: () => 900_000 };
    await called.handler({ detail }, context);
    assert.deepEqual(lines, [{ instanceId: detail.EC2InstanceId, node: "none" }]);
    const completed = {
      Action: "CompleteLifecycleAction",
      Version: "2011-01-01",
      LifecycleActionResult: "CONTINUE",
      InstanceId: detail.EC2InstanceId,
      AutoScalingGroupName: detail.AutoScalingGroupName,
      LifecycleHookName: detail.LifecycleHookName,
      LifecycleActionToken: detail.LifecycleActionToken,
    };
    assert.deepEqual(aws.requests.at(-1)?.input, completed);
    process.env.AWS_ENDPOINT_URL_LAMBDA = "http://127.0.0.1:1";
    aws.requests.length = 0;
    await assert.rejects(called.handler({ detail }, context), /fetch failed/);
    assert.deepEqual(
      aws.requests.map(({ input }) => input),
      [completed],
    );
  });
});
