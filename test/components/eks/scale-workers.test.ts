import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { type ApiRequest, type FakeServer, startServer } from "../../commands/fake-server";
import { certificate, key } from "./local-certificate";

type Function = typeof import("../../../components/eks/scale-workers.mjs");

const pathOf = (name: string) => `/apis/apps/v1/namespaces/services/deployments/${name}/scale`;

describe("The Lambda function that scales workers", () => {
  let called: Function;
  let aws: FakeServer;
  /** Messages of each queue that wait, and that are received; and replicas of each Deployment. */
  let messages: Record<string, [number, number]>;
  let replicas: Record<string, number>;
  let now: number;
  const environment = { ...process.env };
  const { log } = console;
  const { now: realNow } = Date;
  const lines: object[] = [];

  /** SQS, and the function in the VPC, which calls the cluster. */
  const answer = ({ action, input }: ApiRequest) => {
    if (action === "GetQueueAttributes") {
      const counts = messages[String(input.QueueUrl).split("/").at(-1) ?? ""];
      if (counts === undefined) return { status: 400, body: { __type: "QueueDoesNotExist" } };
      const [waiting, received] = counts.map(String);
      const Attributes = {
        ApproximateNumberOfMessages: waiting,
        ApproximateNumberOfMessagesNotVisible: received,
      };
      return { Attributes };
    }
    assert.equal(action, "POST /2015-03-31/functions/eks-api-calls/invocations");
    const name = String(input.Path).split("/").at(-2) ?? "";
    if (input.Method === "PATCH") {
      assert.deepEqual(input.QueryParameters, { fieldManager: ["worker-scaling"] });
      replicas[name] = (input.RequestBody as { spec: { replicas: number } }).spec.replicas;
    }
    // Kubernetes leaves out a number that is 0.
    const spec = replicas[name] ? { replicas: replicas[name] } : {};
    return { StatusCode: 200, ResponseBody: { kind: "Scale", spec } };
  };

  before(async () => {
    called = await import("../../../components/eks/scale-workers.mjs");
    aws = await startServer((request) => answer(request));
  });

  after(() => aws.close());

  beforeEach(() => {
    now = Date.UTC(2026, 10, 22);
    Date.now = () => now;
    aws.requests.length = 0;
    lines.length = 0;
    console.log = (line: string) => lines.push(JSON.parse(line));
    Object.assign(process.env, {
      API_FUNCTION: "eks-api-calls",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_ENDPOINT_URL_LAMBDA: aws.url,
      AWS_REGION: "us-east-1",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_SESSION_TOKEN: "session",
    });
  });

  afterEach(() => {
    Date.now = realNow;
    console.log = log;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  });

  const worker = (name: string, bounds: { min?: number; max?: number } = {}) => ({
    name,
    queueUrl: `${aws.url}/000000000000/${name}-queue`,
    ...{ min: 0, max: 5, messagesPerTask: 10, ...bounds },
  });
  const scale = (...workers: ReturnType<typeof worker>[]) =>
    called.handler({ namespace: "services", idleSeconds: 300, workers });

  it("starts a replica for every so many messages, those that are being worked on too", async () => {
    messages = { "a-queue": [1, 0], "b-queue": [5, 16], "c-queue": [1000, 0] };
    replicas = { a: 0, b: 1, c: 5 };
    await scale(worker("a"), worker("b"), worker("c"));
    assert.deepEqual(replicas, { a: 1, b: 3, c: 5 });
    const sent = aws.requests.map(({ input: { Method, Path } }) => [Method, Path]);
    assert.deepEqual(
      sent.filter(([method]) => method === "PATCH"),
      [
        ["PATCH", pathOf("a")],
        ["PATCH", pathOf("b")],
      ],
    );
    assert.deepEqual(
      lines.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      [
        { worker: "a", messages: 1, from: 0, to: 1 },
        { worker: "b", messages: 21, from: 1, to: 3 },
      ],
    );
  });

  it("stops replicas as the messages become fewer, and the last after five minutes without any", async () => {
    messages = { "idle-queue": [0, 12] };
    replicas = { idle: 4 };
    const later = async (seconds: number, waiting: number, received = 0) => {
      now += seconds * 1000;
      messages = { "idle-queue": [waiting, received] };
      await scale(worker("idle"));
      return replicas.idle;
    };
    assert.equal(await later(0, 0, 12), 2);
    assert.deepEqual([await later(60, 0, 1), await later(60, 0), await later(240, 0)], [1, 1, 1]);
    // Messages in between begin the time anew.
    assert.deepEqual([await later(30, 3), await later(30, 0), await later(299, 0)], [1, 1, 1]);
    assert.equal(await later(1, 0), 0);
    assert.equal(await later(60, 0), 0);
  });

  it("keeps the bounds, where the queue is empty too", async () => {
    messages = { "low-queue": [0, 0], "high-queue": [0, 0], "full-queue": [99, 0] };
    replicas = { low: 0, high: 7, full: 1 };
    await scale(worker("low", { min: 1 }), worker("high"), worker("full", { max: 2 }));
    assert.deepEqual(replicas, { low: 1, high: 5, full: 2 });
  });

  it("scales the others where one fails, and says why all of them did", async () => {
    messages = { "a-queue": [1, 0] };
    replicas = { a: 0 };
    await assert.rejects(scale(worker("gone"), worker("a")), {
      name: "WorkerScaling",
      message: `gone: ${new URL(aws.url).host} answered 400: {"__type":"QueueDoesNotExist"}`,
    });
    assert.deepEqual(replicas, { a: 1 });
    process.env.AWS_ENDPOINT_URL_LAMBDA = "http://127.0.0.1:1";
    await assert.rejects(scale(worker("a")), { name: "WorkerScaling", message: /^a: fetch failed: .+/ });
  });

  it("signs its requests as the AWS SDK does", () => {
    const credentials = {
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      sessionToken: "IQoJb3JpZ2luX2VjE+/abc==",
    };
    const at = new Date("2026-11-22T03:04:05.678Z");
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "AmazonSQS.GetQueueAttributes",
    };
    const url = new URL("https://sqs.eu-central-1.amazonaws.com/");
    const request = { service: "sqs", url, headers, body: '{"QueueUrl":"ü"}' };
    assert.deepEqual(called.signed(request, "eu-central-1", credentials, at), {
      ...headers,
      "x-amz-date": "20261122T030405Z",
      "x-amz-security-token": credentials.sessionToken,
      // That of @smithy/signature-v4 5 for the same request.
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/eu-central-1/sqs/aws4_request, " +
        "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, " +
        "Signature=516644a18bf762b3132d213ba91af4f530b6ccb5f84c492293a67250ab03af84",
    });
  });

  describe("where the API is open to the internet", () => {
    let cluster: Server;
    const received: string[] = [];

    before(async () => {
      cluster = createServer({ key, cert: certificate }, async (incoming, outgoing) => {
        const parts: Buffer[] = [];
        for await (const part of incoming) parts.push(part);
        const type = incoming.headers["content-type"] ?? "";
        received.push(`${incoming.method} ${incoming.url} ${type} ${Buffer.concat(parts)}`);
        outgoing.end('{"kind":"Scale","spec":{"replicas":1}}');
      });
      cluster.listen(0, "127.0.0.1");
      await once(cluster, "listening");
    });

    after(() => {
      cluster.close();
      cluster.closeAllConnections();
    });

    it("calls it itself, and patches nothing but the replicas", async () => {
      delete process.env.API_FUNCTION;
      Object.assign(process.env, {
        CERTIFICATE_AUTHORITY: Buffer.from(certificate).toString("base64"),
        CLUSTER: "shop",
        ENDPOINT: `https://127.0.0.1:${(cluster.address() as AddressInfo).port}`,
      });
      messages = { "a-queue": [11, 0] };
      await scale(worker("a"));
      assert.deepEqual(received, [
        `GET ${pathOf("a")}  `,
        `PATCH ${pathOf("a")}?fieldManager=worker-scaling application/merge-patch+json {"spec":{"replicas":2}}`,
      ]);
    });
  });
});
